{{=<% %>=}}
{
  "name": "<% name %>",
  "version": "0.1.0",
  "private": true,
  "type": "module",
  "engines": {
    "node": ">=20.20.2"
  },
  "scripts": {
    "dev": "miniweb dev",
    "build": "tsc -p tsconfig.build.json",
    "start": "miniweb start",
    "test": "vitest run",
    "check": "miniweb check"
  },
  "dependencies": {
    "miniweb": <%{ miniweb }%>
  },
  "devDependencies": {
    "@types/node": "^20.19.43",
    "@types/supertest": "^7.2.1",
    "supertest": "^7.3.2",
    "tsx": "^4.23.15",
    "typescript": "^7.0.2",
    "vitest": "^4.1.12"
  }
}
