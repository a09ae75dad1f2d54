"""The file format of an archived day of fixes: GeoParquet, readable by any tool."""

import json
from io import BytesIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

TIME = pa.timestamp("us", "UTC")
TIMES = ("fixed_at", "received_at", "device_at")
SCHEMA = pa.schema(
    [
        ("unit_id", pa.string()),
        ("device_id", pa.string()),
        ("fixed_at", TIME),
        ("received_at", TIME),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("accuracy_m", pa.float32()),
        ("speed_mps", pa.float32()),
        ("course_deg", pa.float32()),
        ("altitude_m", pa.float32()),
        ("battery_pct", pa.float32()),
        ("satellites", pa.int16()),
        ("ignition", pa.bool_()),
        ("late", pa.bool_()),
        ("boot_id", pa.string()),
        ("seq", pa.int64()),
        ("device_at", TIME),
    ]
)
# https://geoparquet.org: GeoPandas and DuckDB find the points by it; the default CRS is WGS 84.
GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}
FILE_SCHEMA = SCHEMA.append(pa.field("geometry", pa.binary())).with_metadata({b"geo": json.dumps(GEO).encode()})
WKB_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])


def table_of(text: bytes) -> pa.Table:
    """Parse PostgreSQL's CSV: null is an empty field, an empty text is in quotes."""
    read = arrow_csv.read_csv(
        BytesIO(text),
        read_options=arrow_csv.ReadOptions(column_names=SCHEMA.names),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types={field.name: pa.int64() if field.name in TIMES else field.type for field in SCHEMA},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    ).cast(SCHEMA)
    points = np.zeros(read.num_rows, WKB_POINT)
    points["order"], points["type"] = 1, 1
    points["x"], points["y"] = read["lon"].to_numpy(), read["lat"].to_numpy()
    whole = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(WKB_POINT.itemsize), len(points), [None, pa.py_buffer(points.tobytes())]
    )
    return read.append_column("geometry", whole.cast(pa.binary())).cast(FILE_SCHEMA)
