// The live map, and closing streets on it.
import type { map as id } from "../id/map";

export const map: typeof id = {
  place: { near: "near {{place}}" },
  map: {
    title: "Live map",
    layers: "Layers",
    units: "Units",
    incidents: "Incidents",
    stations: "Stations",
    hospitals: "Hospitals",
    labels: "Unit names",
    closures: "Closed streets",
    routes: "Routes",
    city: "Whole city",
    legend: "Legend",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    following: "Following {{unit}}",
    failed: "The map cannot be drawn in this browser (no WebGL). The lists still work.",
    old_position: "position older than 2 minutes",
    attribution: "© OpenStreetMap contributors",
  },
  closure: {
    what: "Kind",
    draw: "Close a street",
    how: "Click the street on the map, point by point.",
    enough: "Add points, or close it now.",
    close: "Close this street",
    open: "Open",
    open_sure: "Open it again?",
    standing: "{{count}} closed",
    kind: { closure: "Closed", flood: "Flooded", railway_crossing: "Level crossing" },
  },
};
