namespace Annals.Language;

/// <summary>Universal parts of speech (UD v2).</summary>
public enum Upos : byte
{
    X,
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
}

/// <summary>Universal dependencies with the English subtypes; the member for "nsubj:pass" is NsubjPass.</summary>
public enum Dependency : byte
{
    Dep,
    Root,
    Acl,
    AclRelcl,
    Advcl,
    AdvclRelcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    AuxPass,
    Case,
    Cc,
    CcPreconj,
    Ccomp,
    Compound,
    CompoundPrt,
    Conj,
    Cop,
    Csubj,
    CsubjPass,
    CsubjOuter,
    Det,
    DetPredet,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Goeswith,
    Iobj,
    List,
    Mark,
    Nmod,
    NmodDesc,
    NmodPoss,
    NmodUnmarked,
    Nsubj,
    NsubjPass,
    NsubjOuter,
    Nummod,
    Obj,
    Obl,
    OblAgent,
    OblUnmarked,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Vocative,
    Xcomp,
}

/// <summary>
/// A syntactic word. Offsets count in the article's text, or in its title where the sentence stands there.
/// Forms and lemmas are shared strings, so that nothing is allocated for a word that the model knows.
/// </summary>
public readonly record struct Token
{
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>As written.</summary>
    public required string Form { get; init; }

    /// <summary>Dictionary form; lower case but for names.</summary>
    public required string Lemma { get; init; }

    public required Upos Tag { get; init; }

    /// <summary>Penn tag ("VBD", "NNS"): tells tense, number and voice.</summary>
    public required string Xpos { get; init; }

    /// <summary>Index of the governing word in the sentence; -1 for the root.</summary>
    public required int Head { get; init; }

    public required Dependency Relation { get; init; }

    /// <summary>Second or later word of a token written as one ("n't" of "don't").</summary>
    public bool Joined { get; init; }

    public override string ToString() => $"{Form}/{Tag}";
}
