// The TV in the command centre.
export const wall = {
  wall: {
    calls: "Panggilan belum dijawab",
    open: "Kejadian terbuka",
    free: "Unit siap",
    of: "dari {{total}}",
    fire_target: "Kebakaran: target {{target}}",
    fire_none: "Tidak ada kebakaran terbuka",
    waiting: "Menunggu unit",
    longest: "Menunggu paling lama",
    today: "Hari ini",
    week: "7 hari",
    incidents: "kejadian",
    within_target: "tiba ≤ {{target}}",
    stale: "TERPUTUS – DATA {{age}} LALU",
    alerts: "Peringatan",
    by_kind: "Menurut jenis",
    by_agency: "Menurut instansi",
    arrived: "tiba",
    arriving: "menuju",
  },
};
