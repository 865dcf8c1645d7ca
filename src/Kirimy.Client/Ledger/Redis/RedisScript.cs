namespace Kirimy.Client.Ledger.Redis;

/// <summary>The atomic steps of the ledger as Lua scripts; the files in Scripts/ describe them.</summary>
internal static class RedisScript
{
    public static string Open { get; } = Read("open");

    public static string LookUp { get; } = Read("lookup");

    public static string Begin { get; } = Read("begin");

    public static string GiveBack { get; } = Read("giveback");

    public static string End { get; } = Read("end");

    public static string Hold { get; } = Read("hold");

    public static string CloseDay { get; } = Read("closeday");

    public static string Raise { get; } = Read("raise");

    public static string EndAlert { get; } = Read("endalert");

    public static string Beat { get; } = Read("beat");

    public static string Leave { get; } = Read("leave");

    public static string Page { get; } = Read("page");

    public static string Clear { get; } = Read("clear");

    public static string Resolve { get; } = Read("resolve");

    public static string Quota { get; } = Read("quota");

    public static string Note { get; } = Read("note");

    public static string Import { get; } = Read("import");

    public static string Batches { get; } = Read("batches");

    public static string Count { get; } = Read("count");

    private static string Read(string name) => Resource("prelude") + Resource(name);

    private static string Resource(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"Kirimy.Client.Redis.{name}.lua")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
