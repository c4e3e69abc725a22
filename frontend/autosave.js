// Keeps what is typed on a page while it is typed, so that a time-out, a lost connection or the
// back button loses no word. Words go to the server only: nothing is left in a shared computer's browser.
// Without this script each page is saved when it is sent.
const PAUSE = 2000 // milliseconds without a key before saving
const RETRY = 5000 // milliseconds before trying again
const SIGNED_OUT = ' You are signed out: sign in when you continue, and all of this will be there.'

class Autosave {
  constructor (form) {
    this.form = form
    this.status = form.querySelector('[data-autosave-status]')
    this.kept = this.words()
    this.timer = null
    this.sending = false
    form.addEventListener('input', () => this.soon(PAUSE))
    form.addEventListener('change', () => this.soon(0))
    form.addEventListener('submit', (event) => this.submitted(event))
    window.addEventListener('online', () => this.soon(0))
    window.addEventListener('pagehide', () => this.last())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.last())
  }

  words () {
    return new URLSearchParams(new FormData(this.form)).toString()
  }

  say (text) {
    // The same words again are not said again to somebody who listens to the page.
    if (this.status && this.status.textContent !== text) this.status.textContent = text
  }

  soon (wait) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), wait)
  }

  request (words, more = {}) {
    return fetch(this.form.dataset.autosave, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      credentials: 'same-origin',
      body: words,
      ...more
    })
  }

  async save () {
    const words = this.words()
    if (words === this.kept || this.leaving) return
    if (this.sending) return this.soon(PAUSE)
    this.sending = true
    this.flight = new AbortController()
    try {
      const answer = await this.request(words, { signal: this.flight.signal })
      const told = await answer.json()
      if (!told.saved) return this.say(`Not saved. ${told.why}`)
      this.kept = words
      this.say(`Saved ${told.saved}.${told.signedIn ? '' : SIGNED_OUT}`)
    } catch {
      if (this.leaving) return
      this.say('Not saved: no connection. Keep typing; trying again.')
      this.soon(RETRY)
    } finally {
      this.sending = false
    }
  }

  // The page is going away: a last save that outlives it, unless the page is being sent whole.
  last () {
    const words = this.words()
    if (this.leaving || words === this.kept) return
    this.request(words, { keepalive: true }).catch(() => {})
  }

  // Sending without a connection would replace the page, and the words on it, with the browser's own error.
  submitted (event) {
    if (navigator.onLine) {
      this.leaving = true
      if (this.flight) this.flight.abort() // what is sent now is newer
      return
    }
    event.preventDefault()
    this.say('Not sent: no connection. Everything you typed is still here. Try again when it is back.')
    this.soon(RETRY)
  }
}

for (const form of document.querySelectorAll('form[data-autosave]')) {
  const autosave = new Autosave(form)
  // Back to a page that the browser had kept: it may be sent again.
  window.addEventListener('pageshow', () => { autosave.leaving = false })
}
