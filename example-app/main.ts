// Starts the guest book: `npm start`, with PORT to choose the port.

import app from './app.js'

const port = Number(process.env['PORT'] ?? 3000)
const { url } = await app.listen(port)
console.log(`The guest book is open at ${url}`)
