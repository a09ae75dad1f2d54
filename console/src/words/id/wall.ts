// The TV in the command centre.
export const wall = {
  wall: {
    open: "Kejadian terbuka",
    free: "Unit siap",
    of: "dari {{total}}",
    fire_target: "Kebakaran: target 15 menit",
    fire_none: "Tidak ada kebakaran terbuka",
    waiting: "Menunggu unit",
    longest: "Terlama menunggu",
    today: "Hari ini",
    week: "7 hari",
    incidents: "kejadian",
    within_target: "tiba ≤ 15 mnt",
    stale: "DATA TIDAK LANGSUNG – {{age}}",
    alarms: "Alarm",
    by_kind: "Menurut jenis",
    by_agency: "Menurut instansi",
    arrived: "tiba",
    arriving: "menuju",
  },
};
