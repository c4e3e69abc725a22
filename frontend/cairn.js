// Starts the components that pages use. Every page works without this script.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs, createAll, isSupported
} from 'govuk-frontend'
import { ButtonMenu } from '@ministryofjustice/frontend/moj/components/button-menu/button-menu.mjs'

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')

if (isSupported()) {
  createAll(Button, { preventDoubleClick: true })
  for (const component of [
    CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
    ServiceNavigation, SkipLink, Tabs, ButtonMenu
  ]) createAll(component)
}

for (const button of document.querySelectorAll('[data-cairn-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
