namespace Annals.Record;

/// <summary>Cells of PRIO-GRID: half a degree wide, numbered from the south-west, 720 in a row.</summary>
public static class GridCell
{
    private const int CellsPerRow = 720;
    private const int Rows = 360;

    /// <summary>The number of the cell that holds a point, from 1; null for a point that is none.</summary>
    public static int? At(double lat, double lon)
    {
        if (!(lat is >= -90 and <= 90) || !(lon is >= -180 and <= 180))
            return null;
        // The north pole and the line of dates belong to the last row and column.
        var row = Math.Min(Rows - 1, (int)Math.Floor((lat + 90) * 2));
        var column = Math.Min(CellsPerRow - 1, (int)Math.Floor((lon + 180) * 2));
        return (row * CellsPerRow) + column + 1;
    }
}
