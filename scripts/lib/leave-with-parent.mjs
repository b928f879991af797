// Preloaded into the web server: when the process that started it is killed, it leaves too, and the port is free.
process.on('disconnect', () => process.exit(1))
