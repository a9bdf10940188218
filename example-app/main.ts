// Starts the link board: `npm start`. PORT chooses the port, LINK_BOARD the database file.

import app from './app.js'

const port = Number(process.env['PORT'] ?? 3000)
const { url } = await app.listen(port)
console.log(`The link board is open at ${url}`)
