// Routes: their names, and those of a catalog.
export { routesOfModel, routesOfSnapshot, type CatalogRoute } from './route-id.js';
