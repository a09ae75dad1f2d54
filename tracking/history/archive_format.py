"""The file format of an archived day of fixes: GeoParquet, readable by any tool."""

import json
from io import BytesIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from tracking.fix import REPORTED

TIME = pa.timestamp("us", "UTC")
OF_COLUMN = {
    "real": pa.float32(),
    "smallint": pa.int16(),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "text": pa.string(),
    "timestamptz": TIME,
}
SCHEMA = pa.schema(
    [
        ("unit_id", pa.string()),
        ("device_id", pa.string()),
        ("fixed_at", TIME),
        ("received_at", TIME),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("late", pa.bool_()),
        *((name, OF_COLUMN[kind]) for name, kind in REPORTED.items()),
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
            column_types={field.name: pa.int64() if field.type == TIME else field.type for field in SCHEMA},
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


def in_todays_shape(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Bring the rows of an archive into SCHEMA; what an archive of before does not have is null."""
    written = set(batch.schema.names)
    columns = [batch[each.name] if each.name in written else pa.nulls(len(batch), each.type) for each in SCHEMA]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
