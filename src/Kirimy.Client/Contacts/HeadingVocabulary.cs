namespace Kirimy.Client.Contacts;

/// <summary>
/// Allow list of the words in headings of phone numbers, in Indonesian and English, taken from exports of shops, address books, forms
/// and schools. A word that isn't in the list may name another person.
/// </summary>
internal static class HeadingVocabulary
{
    private static readonly (HeadingWord Meaning, string Words)[] Groups =
    [
        (HeadingWord.To, "to"),
        (HeadingWord.Recipient, "recipient receipient recepient receive receiver penerima tujuan kepada destination addressee"),
        (
            HeadingWord.WhatsApp,
            "whatsapp wa whatsap watsapp watsap whatapp whatapps whatssapp whattsapp wassapp wassap wasap whastapp whatshapp whatsaap whatsaapp wattsapp wattsap wapp"
        ),
        (
            HeadingWord.Mobile,
            "hp hape handphone handpone hanphone handhone hendphone henpon ponsel mobile mob cell cellphone cellular celular selular "
                + "seluler sellular genggam gsm msisdn smartphone"
        ),
        (
            HeadingWord.Phone,
            "phone telephone telphone telepon telephon telefon telpon tilpon tlepon telpun telfon telepn telp telpn telf tel tlp tlpn tlpon tlf "
                + "tlfn fone"
        ),
        (HeadingWord.Abbreviation, "ph"),
        (HeadingWord.Reach, "dihubungi hubungi reach reached reachable contactable callback"),
        (HeadingWord.Contact, "kontak contact"),
        (HeadingWord.Number, "no nomor nomer nmr number num numb nbr nr"),
        (HeadingWord.First, "primary utama main first pertama"),
        (HeadingWord.Second, "secondary second kedua"),
        (HeadingWord.Third, "third ketiga"),
        (
            HeadingWord.Person,
            "customer cust pelanggan konsumen client klien peserta participant attendee guest tamu buyer pembeli pemesan "
                + "purchaser user pengguna subscriber pasien patient siswa siswi murid pelajar santri mahasiswa mahasiswi student pupil applicant "
                + "pelamar pemohon registrant pendaftar respondent responden lead prospect prospek nasabah debitur alumni alumnus donatur donor "
                + "jamaah jemaah jemaat warga penduduk consignee tenant penyewa penumpang passenger traveler traveller pengunjung visitor "
                + "undangan invitee candidate kandidat calon didik penghuni resident occupant pelapor muzakki muzaki mustahik haji umroh umrah"
        ),
        (HeadingWord.Insider, "karyawan karyawati pegawai employee worker anggota member volunteer relawan"),
        (
            HeadingWord.Place,
            "home rumah office kantor business bisnis work kerja billing bill shipping ship delivery pengiriman penagihan checkout address sms "
                + "landline residence daytime day evening confirmation konfirmasi notification notifikasi info informasi information update updates broadcast blast"
        ),
        (
            HeadingWord.Filler,
            "aktif aktifnya active current baru new terbaru saat ini sekarang masih value personal pribadi sendiri own my your you yours "
                + "anda kamu saya kami kita ku mu nya nyo the a an of and or dan atau serta is are what which where please enter fill provide give "
                + "input write can could we be best at on in by via for yang yg bisa dapat dpt mohon silakan silahkan masukkan masukan isi isikan "
                + "tulis tuliskan cantumkan berapa berapakah apa untuk utk di itu lengkap default full complete international internasional "
                + "local lokal mandatory required wajib optional opsional formatted normalized normalised raw cleaned preferred "
                + "indonesia me ybs bersangkutan self aja saja only hanya"
        ),
        (
            HeadingWord.Explanation,
            "contoh misal misalnya cth example eg ex format diawali awali dimulai mulai awalan dengan dgn beserta tanpa without with "
                + "include including"
        ),
        (
            HeadingWord.OtherKind,
            "code kode type tipe jenis label verified verifikasi verification terverifikasi status consent optin optout date tanggal tgl "
                + "time jam waktu carrier provider network brand merk merek model os app count jumlah total id uid guid uuid account acct akun "
                + "rekening norek rek bank va virtual npwp nppkp tax vat pajak ktp nik kk kartu card passport paspor sim stnk bpkb bpjs nisn nis "
                + "nip nim nrp npm nidn nuptk induk identity identitas order pesanan po invoice inv faktur resi awb tracking receipt nota "
                + "kuitansi kwitansi voucher kupon coupon sku serial seri imei iccid meter meteran pln token postal zip kodepos pos house rt rw "
                + "urut urutan antrian antrean queue ticket tiket plate plat polisi extension ext ekstensi prefix area region country negara name "
                + "nama username link url tautan grup group message pesan text teks template note notes catatan keterangan ket remark remarks "
                + "reason alasan transaction transaksi trx ref booking reservation reservasi contract kontrak policy polis case kasus file "
                + "page halaman telegram signal line viber wechat kakao skype messenger facebook instagram tiktok twitter email surel social "
                + "license licence lisensi ssn pin otp password sandi row baris nomornama donotcall dnc opt"
        ),
        (
            HeadingWord.OtherRole,
            "sender pengirim from dari asal emergency darurat urgent parent guardian orangtua ortu tua wali ayah ibu bapak bapa bpk mother "
                + "father mom mum mama papa dad daddy keluarga family relative kerabat saudara saudari sibling brother sister kakak adik anak "
                + "child children kid spouse suami istri isteri husband wife pasangan partner fiance tunangan kin reference referensi referrer "
                + "referral referal referee rujukan perujuk sponsor upline downline sales salesman salesperson seller penjual toko store shop "
                + "merchant agent agen broker makelar kurir courier driver sopir supir pengemudi admin administrator cs service support helpdesk "
                + "hotline petugas operator pic pj officer staff staf manager manajer supervisor spv atasan boss bos director direktur "
                + "assistant asisten secretary sekretaris owner pemilik company perusahaan teacher guru dosen lecturer kepala sekolah school "
                + "doctor dokter nurse perawat bidan lawyer pengacara notaris penjamin guarantor saksi witness tetangga neighbor neighbour "
                + "teman friend rekan kawan sahabat colleague coworker nanny pengasuh landlord surveyor collector kolektor technician teknisi "
                + "mechanic mekanik vendor supplier pemasok distributor dealer bendahara treasurer ketua chairman leader koordinator coordinator "
                + "panitia committee recruiter hrd mentor coach trainer instructor instruktur pendamping companion kuasa ahli waris heir "
                + "beneficiary receptionist resepsionis security satpam warehouse gudang branch cabang outlet kasir cashier fax faks faksimile "
                + "faksimili facsimile pager telex isdn tty tdd radio lama old previous prev former bekas inactive nonaktif tidak tdk bukan "
                + "jangan not dont never wrong salah invalid mati blocked blokir blacklist duplicate duplikat temporary sementara alternative "
                + "alternatif alternate cadangan backup other lain lainnya"
        ),
    ];

    private static readonly Dictionary<string, HeadingWord> Meanings = Groups
        .SelectMany(g => g.Words.Split(' '), (g, word) => (word, g.Meaning))
        .ToDictionary(w => w.word, w => w.Meaning, StringComparer.Ordinal);

    /// <summary>Other pairs of letters are parts of many longer words.</summary>
    private static readonly HashSet<string> ShortParts = ["no", "hp", "wa"];

    private static readonly int MaxWordLength = Meanings.Keys.Max(word => word.Length);

    /// <summary>The word is in lower case. A plural has the meaning of its singular.</summary>
    public static HeadingWord MeaningOf(string word)
    {
        if (Meanings.TryGetValue(word, out var meaning))
        {
            return meaning;
        }

        return word.Length > 3 && word[^1] == 's' && Meanings.TryGetValue(word[..^1], out meaning) && meaning != HeadingWord.Filler
            ? meaning
            : HeadingWord.Unknown;
    }

    public static bool IsPhone(HeadingWord word) => word is HeadingWord.Phone or HeadingWord.Mobile or HeadingWord.WhatsApp;

    /// <summary>Splits a compound such as nohp or nomorwhatsapp; empty if it doesn't consist of known words only.</summary>
    public static IReadOnlyList<string> Split(string joined)
    {
        // The fewest words that cover everything up to each position.
        var best = new List<string>?[joined.Length + 1];
        best[0] = [];
        for (var start = 0; start < joined.Length; start++)
        {
            if (best[start] is not { } before)
            {
                continue;
            }

            for (var end = start + 2; end <= Math.Min(joined.Length, start + MaxWordLength + 1); end++)
            {
                var part = joined[start..end];
                if (
                    (part.Length > 2 || ShortParts.Contains(part))
                    && MeaningOf(part) != HeadingWord.Unknown
                    && (best[end] is null || best[end]!.Count > before.Count + 1)
                )
                {
                    best[end] = [.. before, part];
                }
            }
        }

        return best[joined.Length] ?? [];
    }
}

internal enum HeadingWord
{
    /// <summary>Not in the vocabulary; it may name another person, so the heading isn't a number column.</summary>
    Unknown,

    /// <summary>Describes neither the owner nor the kind of the number: active, your, masukkan.</summary>
    Filler,

    /// <summary>The first of several numbers of the same person.</summary>
    First,
    Second,
    Third,

    /// <summary>The person of the row: customer, siswa, pembeli. With a bare number it's an identifier (<c>Nomor Pelanggan</c>).</summary>
    Person,

    /// <summary>
    /// A member of an organization: the person of the row in a list of employees or members, but not next to a customer or another person.
    /// With a bare number it's an identifier.
    /// </summary>
    Insider,

    /// <summary>The place or purpose of the phone: home, office, billing.</summary>
    Place,

    /// <summary>A number of any kind: no, nomor, number.</summary>
    Number,

    /// <summary>A name, an address or a number to contact a person.</summary>
    Contact,

    /// <summary>Marks a number to call: dihubungi, reach.</summary>
    Reach,

    /// <summary>A phone only if the heading also names a number: <c>Ph. No.</c></summary>
    Abbreviation,

    Phone,
    Mobile,
    WhatsApp,

    /// <summary>"To": the recipient at the start of a heading, otherwise a preposition.</summary>
    To,

    Recipient,

    /// <summary>Introduces an example or a format; the rest of the heading is an explanation.</summary>
    Explanation,

    /// <summary>Another kind of number or content: an invoice, an account, a date, a label.</summary>
    OtherKind,

    /// <summary>Another person or another line: a sender, a parent, a fax.</summary>
    OtherRole,
}
