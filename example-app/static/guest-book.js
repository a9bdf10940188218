// Says how many characters are left, and shows times as the reader's own clock does. The page works without it.

const message = document.querySelector('#message')
const left = document.querySelector('#left')

function showLeft() {
  left.textContent = `${message.maxLength - message.value.length} characters left`
}

if (message && left) {
  message.addEventListener('input', showLeft)
  showLeft()
}

const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })
for (const time of document.querySelectorAll('time')) time.textContent = format.format(new Date(time.dateTime))
