// The live map as a part of a screen, with its controls.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useReference } from "../base/api/session";
import type { Place } from "../base/api/views";
import { useLive } from "../live/board";
import { useClosures } from "./closures";
import { LayerChoice } from "./layer-choice";
import { LiveMap } from "./live-map";
import { follow, goToCity, useMap } from "./map-state";
import { MapTip } from "./map-tip";
import type { Hit, Selection } from "./overlay";
import "./map.css";

type Props = {
  selection: Selection;
  onHit?: (hit: Hit) => void;
  onPlace?: (place: Place) => void;
  /** Without controls, for the wall. */
  bare?: boolean;
  /** Content at the foot of the map. */
  children?: ReactNode;
};

type Hover = { hit: Hit; x: number; y: number } | null;

export function CityMap({ selection, onHit, onPlace, bare = false, children }: Props) {
  const { t } = useTranslation();
  const reference = useReference();
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<LiveMap | null>(null);
  const [failed, setFailed] = useState(false);
  const [hover, setHover] = useState<Hover>(null);
  const listener = useRef({ onHit, onPlace });
  listener.current = { onHit, onPlace };

  useEffect(() => {
    if (!container.current) return;
    try {
      const made = new LiveMap(container.current, reference, {
        onClick: (place, hit) => {
          const { drawing, moving } = useMap.getState();
          if (moving) useMap.setState({ moving: { ...moving, to: place }, pin: place });
          else if (drawing) useMap.setState({ drawing: [...drawing, place] });
          else if (hit) listener.current.onHit?.(hit);
          else listener.current.onPlace?.(place);
        },
        onHover: (hit, x, y) => setHover(hit && { hit, x, y }),
        onDrag: () => follow(null),
      });
      setMap(made);
      return () => {
        setMap(null);
        made.remove();
      };
    } catch {
      setFailed(true);
    }
  }, [reference]);

  useShown(map, selection);

  return (
    <section className="map" aria-label={t("map.title")}>
      <div ref={container} className="map-canvas" data-testid="map" />
      {failed && <p className="map-failed">{t("map.failed")}</p>}
      {!bare && map && <Tools map={map} />}
      {!bare && hover && <MapTip {...hover} />}
      <div className="map-feet">
        {children}
        <Followed />
      </div>
      <small className="map-foot">{t("map.attribution")}</small>
    </section>
  );
}

/** Passes React's state to the map; positions reach it by themselves. */
function useShown(map: LiveMap | null, selection: Selection): void {
  const board = useLive((live) => live.board);
  const { layers, hiddenAgencies, followed, routes, pin, ghosts, replaying, drawing, cover, goTo } = useMap();
  const closures = useClosures();
  useEffect(
    () => map?.overlay.show(board, selection, { ...layers, units: layers.units && !replaying, hiddenAgencies }),
    [map, board, selection, layers, hiddenAgencies, replaying],
  );
  useEffect(() => {
    const { units: _units, incidents: _incidents, labels: _labels, ...drawn } = layers;
    map?.showLayers(drawn);
  }, [map, layers]);
  useEffect(() => map?.showRoutes(routes), [map, routes]);
  useEffect(() => map?.showClosures(closures, drawing ?? []), [map, closures, drawing]);
  useEffect(() => map?.showCover(cover), [map, cover]);
  useEffect(() => map?.showPin(pin), [map, pin]);
  useEffect(() => map?.showGhosts(ghosts), [map, ghosts]);
  useEffect(() => map?.follow(followed), [map, followed]);
  useEffect(() => {
    if (!map || !goTo) return;
    if ("city" in goTo) map.showCity();
    else map.showAll(goTo.places);
    useMap.setState({ goTo: null });
  }, [map, goTo]);
}

function Tools({ map }: { map: LiveMap }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div className="map-tools">
      <div className="row">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("map.layers")}
        </button>
        <button type="button" onClick={goToCity}>
          {t("map.city")} <kbd>0</kbd>
        </button>
      </div>
      <button type="button" aria-label={t("map.zoom_in")} onClick={() => map.zoomBy(1)}>
        +
      </button>
      <button type="button" aria-label={t("map.zoom_out")} onClick={() => map.zoomBy(-1)}>
        −
      </button>
      {open && <LayerChoice />}
    </div>
  );
}

function Followed() {
  const { t } = useTranslation();
  const followed = useMap((state) => state.followed);
  if (!followed) return null;
  return (
    <p className="map-note row">
      {t("map.following", { unit: followed })}
      <button type="button" onClick={() => follow(null)}>
        {t("incident.unfollow")}
      </button>
    </p>
  );
}
