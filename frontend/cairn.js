// Starts the components that pages use. Every page works without this script.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  SkipLink, Tabs, createAll, isSupported
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
    SkipLink, Tabs, ButtonMenu
  ]) createAll(component)
}

// On paper nothing stays folded, and each sheet says when it was printed rather than when the page was opened.
const folded = []
window.addEventListener('beforeprint', () => {
  for (const part of document.querySelectorAll('details:not([open])')) {
    part.open = true
    folded.push(part)
  }
  const page = document.documentElement.dataset
  const by = (page.printed || '').split(', ').slice(0, -1).join(', ')
  if (by) page.printed = `${by}, ${printedAt(new Date())}`
})
window.addEventListener('afterprint', () => {
  for (const part of folded.splice(0)) part.open = false
})

// 3 March 2015 at 2:05pm, as the pages write it.
function printedAt (now) {
  const hour = now.getHours()
  const day = now.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  return `${day} at ${hour % 12 || 12}:${String(now.getMinutes()).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`
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
