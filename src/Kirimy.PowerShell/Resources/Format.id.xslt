<?xml version="1.0" encoding="utf-8"?>
<!-- Translates the views of module/Kirimy.Format.ps1xml into Indonesian: one line for each label and text. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="utf-8" indent="yes" />
  <xsl:template match="@* | node()"><xsl:copy><xsl:apply-templates select="@* | node()" /></xsl:copy></xsl:template>

  <xsl:template match="Label[. = 'Advice']"><Label>Saran</Label></xsl:template>
  <xsl:template match="Label[. = 'Check']"><Label>Langkah</Label></xsl:template>
  <xsl:template match="Label[. = 'Result / Action']"><Label>Hasil / Tindakan</Label></xsl:template>
  <xsl:template match="Label[. = 'Carrier / Advice']"><Label>Operator / Saran</Label></xsl:template>
  <xsl:template match="Label[. = 'Resets at']"><Label>Direset pukul</Label></xsl:template>
  <xsl:template match="Label[. = 'Description']"><Label>Keterangan</Label></xsl:template>
  <xsl:template match="Label[. = 'Index']"><Label>Indeks</Label></xsl:template>
  <xsl:template match="Label[. = 'Input']"><Label>Input</Label></xsl:template>
  <xsl:template match="Label[. = 'Kind']"><Label>Jenis</Label></xsl:template>
  <xsl:template match="Label[. = 'Failed']"><Label>Gagal</Label></xsl:template>
  <xsl:template match="Label[. = 'Last minute']"><Label>Per menit</Label></xsl:template>
  <xsl:template match="Label[. = 'Last run']"><Label>Terakhir dikirim</Label></xsl:template>
  <xsl:template match="Label[. = 'Remaining']"><Label>Sisa</Label></xsl:template>
  <xsl:template match="Label[. = 'Message']"><Label>Pesan</Label></xsl:template>
  <xsl:template match="Label[. = 'Messages']"><Label>Pesan</Label></xsl:template>
  <xsl:template match="Label[. = 'Name']"><Label>Nama</Label></xsl:template>
  <xsl:template match="Label[. = 'Groups']"><Label>Grup</Label></xsl:template>
  <xsl:template match="Label[. = 'Next request']"><Label>Berikutnya</Label></xsl:template>
  <xsl:template match="Label[. = 'Not sent']"><Label>Belum</Label></xsl:template>
  <xsl:template match="Label[. = 'Number']"><Label>Nomor</Label></xsl:template>
  <xsl:template match="Label[. = 'Order']"><Label>Urutan</Label></xsl:template>
  <xsl:template match="Label[. = 'Recipient']"><Label>Penerima</Label></xsl:template>
  <xsl:template match="Label[. = 'Recipients']"><Label>Penerima</Label></xsl:template>
  <xsl:template match="Label[. = 'Row']"><Label>Baris</Label></xsl:template>
  <xsl:template match="Label[. = 'Session']"><Label>Sesi</Label></xsl:template>
  <xsl:template match="Label[. = 'Sent']"><Label>Terkirim</Label></xsl:template>
  <xsl:template match="Label[. = 'SessionIds']"><Label>Sesi</Label></xsl:template>
  <xsl:template match="Label[. = 'Sessions']"><Label>Sesi</Label></xsl:template>
  <xsl:template match="Label[. = 'Source']"><Label>Sumber</Label></xsl:template>
  <xsl:template match="Label[. = 'Parts']"><Label>Bagian</Label></xsl:template>
  <xsl:template match="Label[. = 'Text / Problems']"><Label>Teks / Masalah</Label></xsl:template>
  <xsl:template match="Label[. = 'Units']"><Label>Unit</Label></xsl:template>
  <xsl:template match="Label[. = 'Time']"><Label>Waktu</Label></xsl:template>
  <xsl:template match="Label[. = 'Today']"><Label>Hari ini</Label></xsl:template>
  <xsl:template match="Label[. = 'Total']"><Label>Jumlah</Label></xsl:template>
  <xsl:template match="Label[. = 'Unknown']"><Label>Tidak pasti</Label></xsl:template>
  <xsl:template match="Label[. = 'Value']"><Label>Nilai</Label></xsl:template>
  <xsl:template match="Label[. = 'Origin']"><Label>Asal</Label></xsl:template>
  <xsl:template match="Label[. = 'Reason']"><Label>Penyebab</Label></xsl:template>

  <!-- Widths of labels that are longer in Indonesian. -->
  <xsl:template match="Width[../Label = 'Today']"><Width>8</Width></xsl:template>
  <xsl:template match="Width[../Label = 'Sent']"><Width>8</Width></xsl:template>
  <xsl:template match="Width[../Label = 'Unknown']"><Width>11</Width></xsl:template>
  <xsl:template match="Width[../Label = 'Not sent']"><Width>6</Width></xsl:template>
  <xsl:template match="Width[../Label = 'Parts']"><Width>6</Width></xsl:template>
  <xsl:template match="Width[../Label = 'Last minute']"><Width>12</Width></xsl:template>

  <xsl:template match="ScriptBlock[contains(., &quot;'{0} of {1}'&quot;)]">
    <ScriptBlock><xsl:value-of select="substring-before(., ' of ')" /> dari <xsl:value-of select="substring-after(., ' of ')" /></ScriptBlock>
  </xsl:template>
  <xsl:template match="ScriptBlock[contains(., &quot;'now'&quot;)]">
    <ScriptBlock><xsl:value-of select="substring-before(., &quot;'now'&quot;)" />'sekarang'<xsl:value-of select="substring-after(., &quot;'now'&quot;)" /></ScriptBlock>
  </xsl:template>
  <xsl:template match="ScriptBlock[contains(., &quot;'FAIL'&quot;)]">
    <ScriptBlock><xsl:value-of select="substring-before(., &quot;'FAIL'&quot;)" />'GAGAL'<xsl:value-of select="substring-after(., &quot;'FAIL'&quot;)" /></ScriptBlock>
  </xsl:template>
  <xsl:template match="ScriptBlock[contains(., &quot;'yes'&quot;)]">
    <ScriptBlock><xsl:value-of select="substring-before(., &quot;'yes'&quot;)" />'ya'<xsl:value-of select="substring-before(substring-after(., &quot;'yes'&quot;), &quot;'no'&quot;)" />'tidak'<xsl:value-of select="substring-after(., &quot;'no'&quot;)" /></ScriptBlock>
  </xsl:template>
</xsl:stylesheet>
