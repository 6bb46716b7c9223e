"""The workbook of a work plan: taken out filled in, brought back changed or with new rows."""
