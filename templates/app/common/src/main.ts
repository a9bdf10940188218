// Starts the app. PORT chooses the port.

import app from './app.js'

const { url } = await app.listen(Number(process.env['PORT'] ?? 3000))
console.log(`Listening at ${url}`)
