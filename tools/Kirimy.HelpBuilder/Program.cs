using Kirimy.HelpBuilder;

if (args.Length != 2)
{
    await Console.Error.WriteLineAsync("usage: Kirimy.HelpBuilder <folder of Markdown pages, one folder a culture> <folder to write to>");
    return 2;
}

return HelpBuild.Run(args[0], args[1], Console.Out) ? 0 : 1;
