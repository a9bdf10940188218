// The package that is measured: what was built from this tree. It is imported by its place and not by its name, because
// a `file:..` dependency would copy the root's list of dependencies into the lock file, where it goes stale. The path is
// right from src/ and from dist/ alike.

export { App, type Ctx, type Layer, render, route, serveStatic } from '../../dist/index.js'
