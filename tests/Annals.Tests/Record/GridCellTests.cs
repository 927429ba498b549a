using Annals.Record;

namespace Annals.Tests.Record;

public class GridCellTests
{
    [Theory]
    [InlineData(-90, -180, 1)]
    [InlineData(-90, 180, 720)]
    [InlineData(90, 180, 259200)]
    [InlineData(0, 0, 129961)]
    [InlineData(4.36, 18.55, 135758)]
    [InlineData(4.5, 18.5, 136478)]
    public void A_point_has_the_cell_of_half_a_degree(double lat, double lon, int cell) =>
        Assert.Equal(cell, GridCell.At(lat, lon));

    [Theory]
    [InlineData(91, 0)]
    [InlineData(0, -181)]
    [InlineData(double.NaN, 0)]
    public void What_is_no_point_has_no_cell(double lat, double lon) => Assert.Null(GridCell.At(lat, lon));
}
