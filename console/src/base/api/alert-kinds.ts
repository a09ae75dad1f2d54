// Generated from the API's description by `npm run client`; do not edit.
/** The most urgent first. */
export const ALERT_KINDS = [
  "sos",
  "device_accident",
  "nobody_came",
  "unit_taken_away",
  "order_not_acknowledged",
  "automatic_sending",
  "clock_over_target",
  "route_closed",
  "unit_stalled",
  "unit_not_moving",
  "eta_slipped",
  "unit_silent",
  "unit_place_old",
  "back_not_clear",
  "process_silent",
  "part_failed",
  "bridge_missing",
  "broker_rights_missing",
  "stranger_at_broker",
  "storage_low",
  "clock_jumped",
  "fixes_from_future",
  "device_jamming",
  "device_power_cut",
  "device_tamper",
  "history_not_kept",
] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];
