using System.Text.RegularExpressions;

namespace Kirimy.PowerShell.Tests.Writing;

/// <summary>A wording that the project avoids, and the better one.</summary>
/// <param name="Pattern">The wording, as a regular expression that ignores case.</param>
/// <param name="Better">The term to write instead.</param>
/// <param name="Sample">A text with the wording, which proves that the rule finds it.</param>
internal sealed record WritingRule(string Pattern, string Better, string Sample)
{
    private readonly Regex regex = new(
        Pattern,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5)
    );

    public static IReadOnlyList<WritingRule> English { get; } =
    [
        new(@"\bmend", "correct, fix", "Mend the number."),
        new(@"(?-i:\bLeft\s+out\b)", "If you omit this parameter", "Left out, it is the default."),
        // Except in "There is no file".
        new(@"(?<!\bthere\s)\bis\s+no\s+(?!longer\b)", "isn't a", "The value is no number."),
        new(@"\bbec[ao]m\w*\s+of\b", "happens to, status", "What became of the message."),
        new(@"\ball\s+the\s+same\b", "anyway, but", "The message is sent all the same."),
        new(@"\bat\s+it\b", "is running, is using", "Another process is at it."),
        new("«", "straight quotes", "The «quoted» word."),
        new(@"\bany\s+thread\b", "Thread-safe", "Any thread."),
        new(@"\bseveral\s+threads\s+at\s+once\b", "Not thread-safe", "Not for several threads at once."),
        new(@"\bstands\b", "is", "The number stands in the first column."),
        new(@"\bputs?\s+on\s+record\b", "records", "Puts on record what was sent."),
        new(@"\bunder\s+way\b", "in progress", "A request that is under way."),
        new(@"\bgo(es)?\s+over\s+to\b", "fails over to", "Sending goes over to the next session."),
        new(@"\bmagic\s+(recipient|number)", "simulated number", "A magic recipient."),
        new(@"\b(hold|held)s?\s+back\b", "suppress, suppressed", "The alert was held back."),
        new(@"\bthe\s+day\s+turns\b", "the daily limit resets", "Wait until the day turns."),
        new(@"\bcomes?\s+twice\b", "is a duplicate", "A recipient that comes twice."),
        new(@"\brefused\s+the\s+way\b", "refused the connection", "The proxy refused the way."),
        new(@"\bmust\s+not\s+be\s+written\s+to\b", "opt-out list, opted out", "Who must not be written to."),
        // Except in names, such as the status Cancelled.
        new(@"(?-i:\bcancelled\b)", "canceled", "The build was cancelled."),
    ];

    public static IReadOnlyList<WritingRule> Indonesian { get; } =
    [
        new(@"\bgalat", "error", "Terjadi galat."),
        new(@"\bberkas", "file", "Berkas tidak ada."),
        new(@"\bbawaan\b", "default", "Profil bawaan."),
        new(@"\bdihilangkan\b", "tidak diisi", "Jika dihilangkan, dipakai nilai default."),
        new(@"\bberangkat\b", "dikirim", "Pesan sudah berangkat."),
        new(@"\bmengalahkan\b", "lebih diutamakan", "Variabel itu mengalahkan profil."),
        new(@"\bkalau\b", "jika", "Kalau tidak diisi."),
        new(@"\btemplat(nya)?\b", "template", "Templat pesan."),
        new(@"\bsambungan", "koneksi", "Sambungan terputus."),
        new(@"\bkunci\s+API\b", "API key", "Kunci API tidak valid."),
        new(@"\bsidik\s+jari\b", "fingerprint", "Sidik jari API key."),
        new(@"\bpenerima\s+ajaib\b", "nomor simulasi", "Penerima ajaib."),
        new(@"\bkembar\b", "duplikat", "Penerima kembar."),
        new(@"\bditahan\b", "diredam", "Alert ditahan."),
        new(@"\bpengulangan(nya)?\b", "percobaan ulang", "Setelah pengulangan."),
        new(@"\brahasia", "secret", "Rahasia di vault."),
        new(@"\bdaftar\s+penolak\b", "daftar opt-out", "Daftar penolak."),
        new(@"\bpemberitahuan(nya)?\b", "notifikasi", "Pemberitahuan build."),
        new(@"\bkode\s+keluar\b", "exit code", "Kode keluar 1."),
        new(@"\bpekerjaan\s+(CI|terjadwal)\b", "job", "Pekerjaan CI."),
        new(@"\bkali\s+jalan\b", "pengiriman", "Pada kali jalan berikutnya."),
        new(@"\bhari\s+berganti\b", "batas harian direset", "Sampai hari berganti."),
        new(@"\bmasukan(nya)?\b", "input", "Masukan pipeline."),
        new(@"\bkeluaran(nya)?\b", "output", "Keluaran perintah."),
        new(@"\bsetelan(nya)?\b", "pengaturan", "Setelan sistem."),
        new(@"\bkemajuan(nya)?\b", "progres", "Kemajuan batch."),
        new(@"\bpunya\b", "memiliki", "Baris yang punya nomor."),
        // Except in an address and as the name of a parameter or variable.
        new(@"(?-i:(?<![:-])\b[Pp]assword(nya)?\b(?!@))", "kata sandi", "Proxy meminta password."),
    ];

    /// <summary>The rules of a file's language.</summary>
    public static IReadOnlyList<WritingRule> Of(string path) => Prose.IsIndonesian(path) ? Indonesian : English;

    /// <summary>Finds the wording in the prose of a file.</summary>
    /// <param name="path">The path of the file, relative to the repository.</param>
    /// <param name="prose">The text, with everything but its prose blanked out.</param>
    /// <returns>One line for each place: the file, the line, what was found and what to write.</returns>
    public IEnumerable<string> Find(string path, string prose) =>
        regex
            .Matches(prose)
            .Select(match =>
                $"{path}:{1 + prose.AsSpan(0, match.Index).Count('\n')}: '{match.Value.ReplaceLineEndings(" ")}'; write: {Better}"
            );
}
