using Kirimy.HelpBuilder;

if (args.Length is not (2 or 3))
{
    await Console.Error.WriteLineAsync(
        "usage: Kirimy.HelpBuilder <folder of Markdown pages, one folder a culture> <folder to write to> [<address of the pages>]"
    );
    return 2;
}

return HelpBuild.Run(args[0], args[1], args.ElementAtOrDefault(2), Console.Out) ? 0 : 1;
