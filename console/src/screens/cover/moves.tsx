// Moves that bring more calls within reach: one press orders each, or refuses it with a reason; and moves under way.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CoverGroup, CoverMove } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import { useCommandKeys } from "../../base/keys/keys";
import { useLive } from "../../live/board";
import { type Command, useCommand } from "../../live/command";
import { AskReason } from "../../ui/ask-reason";
import { CommandMessage } from "../../ui/command-message";

type Props = { group: CoverGroup; mayCommand: boolean };

export function Moves({ group, mayCommand }: Props) {
  const { t } = useTranslation();
  const command = useCommand();
  const [refused, setRefused] = useState<CoverMove | null>(null);
  const { moves } = group;
  const go_to = group.go_to.filter(({ from_station_id, station_id }) => station_id !== from_station_id);
  const follow = (move: CoverMove | undefined) => mayCommand && move && void order(command, move);
  useCommandKeys({ "1": () => follow(moves[0]), "2": () => follow(moves[1]) });
  return (
    <section className="stack" aria-label={t("cover.moves")}>
      <h3>{t("cover.moves")}</h3>
      <CommandMessage command={command} />
      {moves.length === 0 && group.now && <p className="muted">{t("cover.no_moves")}</p>}
      <MoveList
        moves={moves}
        keys
        onFollow={mayCommand ? follow : undefined}
        onRefuse={mayCommand ? setRefused : undefined}
      />
      {go_to.length > 0 && <h3>{t("cover.go_to")}</h3>}
      <MoveList moves={go_to} onFollow={mayCommand ? follow : undefined} />
      {refused && <Refuse move={refused} onClose={() => setRefused(null)} />}
    </section>
  );
}

type ListProps = {
  moves: readonly CoverMove[];
  keys?: boolean;
  onFollow?: ((move: CoverMove) => void) | undefined;
  onRefuse?: ((move: CoverMove) => void) | undefined;
};

function MoveList({ moves, keys = false, onFollow, onRefuse }: ListProps) {
  const { t } = useTranslation();
  const stationName = useStationName();
  return (
    <ul className="cover-moves">
      {moves.map((move, index) => (
        <li key={move.unit_id} className="row" data-move={move.unit_id}>
          <span className="grow">
            <strong>{t("cover.move", { unit: move.unit_id, station: stationName(move.station_id) })}</strong>
            <span className="block soft">{move.reason}</span>
          </span>
          {onFollow && (
            <button type="button" className="primary" onClick={() => onFollow(move)}>
              {t("cover.accept")} {keys && <kbd>{index + 1}</kbd>}
            </button>
          )}
          {onRefuse && (
            <button type="button" onClick={() => onRefuse(move)}>
              {t("cover.refuse")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function order(command: Command, { unit_id, station_id, gain, reason }: CoverMove): Promise<unknown> {
  return command.run((key) => {
    const params = { path: { unit_id }, header: { "idempotency-key": key } };
    return answerOf(client.POST("/api/v1/units/{unit_id}/move-up", { params, body: { station_id, gain, reason } }));
  });
}

function Refuse({ move: { unit_id, station_id }, onClose }: { move: CoverMove; onClose: () => void }) {
  const { t } = useTranslation();
  const send = (reason: string, key: string) => {
    const params = { path: { unit_id }, header: { "idempotency-key": key } };
    return answerOf(client.POST("/api/v1/units/{unit_id}/move-up/refuse", { params, body: { station_id, reason } }));
  };
  return (
    <AskReason title={t("cover.why_not", { unit: unit_id })} confirm={t("cover.refuse")} send={send} onClose={onClose}>
      <small className="soft">{t("cover.why_not_hint")}</small>
    </AskReason>
  );
}

/** Units of all kinds that cover another station or are on the way to one. */
export function UnderWay({ mayCommand }: { mayCommand: boolean }) {
  const { t } = useTranslation();
  const stationName = useStationName();
  const units = useLive((live) => live.board.units);
  const command = useCommand();
  const moved = [...units.values()].flatMap(({ unit_id, move_up }) => (move_up ? [{ unit_id, ...move_up }] : []));
  const callBack = (move_up_id: string) =>
    command.run((key) => {
      const params = { path: { move_up_id }, header: { "idempotency-key": key } };
      return answerOf(client.POST("/api/v1/move-ups/{move_up_id}/cancel", { params }));
    });
  if (moved.length === 0) return null;
  return (
    <section className="stack" aria-label={t("cover.under_way")}>
      <h3>{t("cover.under_way")}</h3>
      <CommandMessage command={command} />
      <ul className="cover-moves">
        {moved.map(({ id, unit_id, station_id, acknowledged_at, arrived_at }) => (
          <li key={id} className="row" data-moved={unit_id}>
            <span className="grow">
              <strong>{t("cover.move", { unit: unit_id, station: stationName(station_id) })}</strong>
              <span className="block soft">
                {t(arrived_at ? "cover.arrived" : acknowledged_at ? "cover.acknowledged" : "cover.ordered")}
              </span>
            </span>
            {mayCommand && (
              <button type="button" onClick={() => void callBack(id)}>
                {t("cover.call_back")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function useStationName(): (id: string) => string {
  const { stations } = useReference();
  return (id) => stations.get(id)?.name ?? id;
}
