// Starts the components that pages use. Every page works without this script.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs, createAll, isSupported
} from 'govuk-frontend'
import './autosave.js'
import { ButtonMenu } from '@ministryofjustice/frontend/moj/components/button-menu/button-menu.mjs'

// aria-expanded is not allowed on a radio (ARIA 1.2); what a choice reveals follows it in the page anyway.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState ($input) {
    super.syncConditionalRevealWithInputState($input)
    $input.removeAttribute('aria-expanded')
  }
}

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')

if (isSupported()) {
  createAll(Button, { preventDoubleClick: true })
  for (const component of [
    CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, PlainRadios,
    ServiceNavigation, SkipLink, Tabs, ButtonMenu
  ]) createAll(component)
}

// Filters stand open beside a list; above it, on a phone, they wait to be asked.
if (window.matchMedia('(max-width: 48em)').matches) {
  for (const filter of document.querySelectorAll('details.cairn-filter')) filter.open = false
}

for (const button of document.querySelectorAll('[data-cairn-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// Passkeys: offered where the browser knows them; when one is not used, the page says so.
for (const form of document.querySelectorAll('[data-passkey]')) form.hidden = !window.PublicKeyCredential
document.addEventListener('allauth.error', event => {
  event.preventDefault()
  for (const trouble of document.querySelectorAll('[data-passkey-trouble]')) trouble.hidden = false
})
