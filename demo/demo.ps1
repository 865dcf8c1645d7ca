# A sandbox that responds like the service: nothing leaves this machine.
Start-KirimySandbox -UseAsDefault

# The contacts in the format of the dashboard, with every usual spelling of a number and a few invalid numbers.
$contacts = Import-KirimyContact $file
$contacts

# A text for each row, from its columns. Test-KirimyMessage has the parameters of Send-KirimyMessage, and doesn't send anything.
$template = "Selamat pagi {{name}}! Toko kami pindah ke {{alamat}}.`nSampai jumpa, *Tim Maju* 🙏"
$moving = @{ Template = $template; Variable = @{ alamat = 'Jl. Merdeka 10' }; BatchId = 'moving'; Ledger = $ledger }
$contacts | Test-KirimyMessage @moving -Summary

# One message to each row. Every row has exactly one result. (The demo deletes its ledger. If you omit -Ledger, your own is used.)
$results = $contacts | Send-KirimyMessage @moving -ErrorVariable problems -ErrorAction SilentlyContinue
$results

# Each row that wasn't sent, or may not have been, is also an error.
$problems

# The messages that the sandbox received.
Get-KirimySandboxMessage -First 3

# The same command again: it skips messages that were sent or may have arrived.
$again = $contacts | Send-KirimyMessage @moving -ErrorAction SilentlyContinue
foreach ($status in 'Sent', 'Skipped', 'Failed', 'Unknown') { '{0,8}: {1}' -f $status, @($again | Where-Object Status -EQ $status).Count }
Get-KirimyDelivery -Ledger $ledger -First 3
Get-KirimyQuota -Ledger $ledger

# A report page to share: one file, with masked numbers.
$results | Export-KirimyReport -Path $report -Title 'Moving' -PassThru

# The summary of the first run.
'{0} rows, {1} results' -f $contacts.Count, $results.Count
foreach ($status in 'Sent', 'Failed', 'Unknown', 'NotSent') { '{0,8}: {1}' -f $status, @($results | Where-Object Status -EQ $status).Count }
if ($results.Count -ne $contacts.Count) { throw 'A row has no result.' }
$delivered = @(Get-KirimySandboxMessage -Status Delivered)
if ($delivered.Count -ne @($results | Where-Object Success).Count) { throw 'The sandbox did not deliver what the results say.' }
Stop-KirimySandbox
