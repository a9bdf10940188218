// Refreshes the list while the reader types. The form works without it: it sends the search, and the same page comes back.

const form = document.querySelector('form.search')
const results = document.querySelector('#results')
const found = document.querySelector('#found')
const PAUSE_MS = 200

let timer
let running = new AbortController()

form.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(search, PAUSE_MS)
})

async function search() {
  running.abort() // the answer to what was typed before must not come last
  running = new AbortController()
  const query = new URLSearchParams(new FormData(form))
  try {
    const answer = await fetch(`${form.dataset.results}?${query}`, { signal: running.signal })
    if (!answer.ok) throw new Error(`the search was answered by ${answer.status}`)
    results.innerHTML = await answer.text()
    history.replaceState(null, '', `${form.action}?${query}`)
    say(results.querySelector('.summary').textContent)
  } catch (error) {
    if (error.name === 'AbortError') return
    say('The list could not be refreshed. Press Search to try again.')
  }
}

/** Shows a sentence above the list, and has it read out. */
function say(sentence) {
  results.querySelector('.summary').textContent = sentence
  found.textContent = sentence
}
