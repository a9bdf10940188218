// Starts the link board: `npm start`. PORT chooses the port, LINK_BOARD the database file, TOKEN_SECRET signs the API's tokens.

import app from './app.js'

const port = Number(process.env['PORT'] ?? 3000)
const { url } = await app.listen(port)
console.log(`The link board is open at ${url}`)
if (!process.env['TOKEN_SECRET']) console.log('TOKEN_SECRET is not set: tokens of the API end with this process')
