import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: [
      { find: /^miniweb$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      {
        find: /^miniweb\/jwt$/,
        replacement: fileURLToPath(new URL('src/middleware/jwt/index.ts', import.meta.url)),
      },
      { find: /^miniweb\/testing$/, replacement: fileURLToPath(new URL('src/testing.ts', import.meta.url)) },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/fixtures/**', 'test/docs/generated/**'],
    testTimeout: 20_000,
    reporters: ['default', './test/support/failed-tests.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // Commands that run in processes of their own, which the report does not see: test/cli runs them as a user would.
      exclude: [
        'src/cli/{check,dev,inspection}*.ts',
        'src/cli/{app-entry,port,port-owner,routes,source-files,start}.ts',
      ],
      reporter: ['text-summary', 'html'],
      thresholds: { lines: 95, branches: 90 },
    },
  },
})
