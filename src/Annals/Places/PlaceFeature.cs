namespace Annals.Places;

/// <summary>
/// What speaks for or against one of the entries that bear a name. Its weight and its words stand in `data/places/weights.tsv`, a row each.
/// Values lie between 0 and 1, but for the people, which are a logarithm.
/// </summary>
internal enum PlaceFeature
{
    // What the entry is.
    Country,
    Admin1,
    Admin2,
    LowerDivision,
    Capital,
    Seat,
    LowerSeat,
    Section,
    FormerTown,
    Region,
    Nature,
    Site,
    PeopleOfTown,
    PeopleOfDivision,
    OwnName,
    MostPeople,
    ShareOfPeople,

    /// <summary>A division that holds a town of its very name.</summary>
    HoldsNamesake,

    // What the article speaks of.
    CountryShare,
    Admin1Share,
    Admin2Share,
    CountryNamed,
    Admin1Named,
    Admin2Named,
    Within30Km,
    Within100Km,
    Within300Km,
    Crowd,
    Outlet,
    Dateline,

    // What stands around the name.
    ContainerHolds,
    ContainerElsewhere,
    ContainerHoldsElsewhere,
    HoldsInner,
    SaysDivision,
    SaysTown,
    SameSentence,
    Neighbour,
}
