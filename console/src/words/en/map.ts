// The live map, and closing streets on it.
import type { map as id } from "../id/map";

export const map: typeof id = {
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
    legend_kinds: "Letter: kind of unit",
    legend_states: "Shape: state of the unit",
    legend_heading: "▲ at the edge: heading",
    legend_faded: "Faded: position older than 2 minutes",
    legend_priority: "priority; square: 1 and 2",
    legend_waiting: "Ring around it: no unit sent yet",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    following: "Following {{unit}}",
    failed: "The map cannot be drawn in this browser (no WebGL). The lists still work.",
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
