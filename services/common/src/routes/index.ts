// Routes: their names, and those of a catalog.
export { routeId, routesOfModel, routesOfSnapshot, type CatalogRoute, type RouteParts } from './route-id.js';
