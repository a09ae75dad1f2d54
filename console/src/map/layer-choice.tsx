// Selects the layers of the map, and explains its shapes.
import { useTranslation } from "react-i18next";
import { useReference } from "../base/api/session";
import { Legend } from "./legend";
import { type MapLayers, useMap } from "./map-state";

const LAYERS: readonly (keyof MapLayers)[] = [
  "units",
  "labels",
  "incidents",
  "routes",
  "closures",
  "stations",
  "hospitals",
];

export function LayerChoice() {
  const { t } = useTranslation();
  const { agencies } = useReference();
  const { layers, hiddenAgencies } = useMap();
  return (
    <div className="map-layers">
      {LAYERS.map((layer) => (
        <label key={layer}>
          <input
            type="checkbox"
            checked={layers[layer]}
            onChange={(event) => useMap.setState({ layers: { ...layers, [layer]: event.target.checked } })}
          />
          {t(`map.${layer}`)}
        </label>
      ))}
      <p className="label">{t("units.agency")}</p>
      {[...agencies.values()].map(({ id, name }) => (
        <label key={id}>
          <input type="checkbox" checked={!hiddenAgencies.has(id)} onChange={() => toggleAgency(id)} />
          {name}
        </label>
      ))}
      <Legend />
    </div>
  );
}

function toggleAgency(id: string): void {
  const hiddenAgencies = new Set(useMap.getState().hiddenAgencies);
  if (!hiddenAgencies.delete(id)) hiddenAgencies.add(id);
  useMap.setState({ hiddenAgencies });
}
