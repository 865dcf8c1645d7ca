using System.Diagnostics;

namespace Kirimy.Tests.Browser;

/// <summary>A headless Chromium with its own profile. It is stopped, and its profile is deleted, at the end.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Announcement = "DevTools listening on ";

    private static readonly string? Program = Find("chromium", "chromium-browser", "google-chrome");

    private readonly string profile = Directory.CreateTempSubdirectory("kirimy-chromium-").FullName;
    private Process? process;
    private Uri? devTools;

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
        {
            return;
        }

        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            "--headless=new",
            "--remote-debugging-port=0",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            $"--user-data-dir={profile}",
            "about:blank",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                devTools = new Uri(line[Announcement.Length..].Trim());
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }

        throw new InvalidOperationException($"{Program} did not start.");
    }

    /// <summary>Opens a tab. If Chromium isn't installed, the test is skipped.</summary>
    internal Task<BrowserTab> OpenAsync()
    {
        Assert.SkipUnless(Program is not null, "There is no Chromium on this machine: apt-get install chromium");
        return BrowserTab.OpenAsync(devTools!);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        // A child process of Chromium that exits later may still write into the folder.
        for (var attempt = 0; Directory.Exists(profile) && attempt < 50; attempt++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static string? Find(params string[] names) =>
        names
            .SelectMany(
                _ => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator),
                (n, f) => Path.Combine(f, n)
            )
            .FirstOrDefault(File.Exists);
}
