# A sandbox that answers like the service: nothing leaves this machine.
Start-KirimySandbox -UseAsDefault

# The contacts: the dashboard's own format, with every usual spelling of a number and a few bad ones.
$contacts = Import-KirimyContact $file
$contacts

# A text for each row, from its columns. Test-KirimyMessage takes what Send-KirimyMessage takes, and sends nothing.
$template = "Selamat pagi {{name}}! Toko kami pindah ke {{alamat}}.`nSampai jumpa, *Tim Maju* 🙏"
$moving = @{ Template = $template; Variable = @{ alamat = 'Jl. Merdeka 10' }; BatchId = 'moving'; Ledger = $ledger }
$contacts | Test-KirimyMessage @moving -Summary

# One message to each row. Every row has exactly one result. (The ledger is a file that this demo deletes; left out, it is your own.)
$results = $contacts | Send-KirimyMessage @moving -ErrorVariable problems -ErrorAction SilentlyContinue
$results

# Each row that was not sent, or may not have been, is also an error.
$problems

# What the service received.
Get-KirimySandboxMessage -First 3

# The same command again: what was sent is skipped, and what may have arrived is left alone.
$again = $contacts | Send-KirimyMessage @moving -ErrorAction SilentlyContinue
foreach ($status in 'Sent', 'Skipped', 'Failed', 'Unknown') { '{0,8}: {1}' -f $status, @($again | Where-Object Status -EQ $status).Count }
Get-KirimyDelivery -Ledger $ledger -First 3
Get-KirimyQuota -Ledger $ledger

# A page to show around: one file, with numbers masked.
$results | Export-KirimyReport -Path $report -Title 'Moving' -PassThru

# The summary of the first run.
'{0} rows, {1} results' -f $contacts.Count, $results.Count
foreach ($status in 'Sent', 'Failed', 'Unknown', 'NotSent') { '{0,8}: {1}' -f $status, @($results | Where-Object Status -EQ $status).Count }
if ($results.Count -ne $contacts.Count) { throw 'A row has no result.' }
$delivered = @(Get-KirimySandboxMessage -Status Delivered)
if ($delivered.Count -ne @($results | Where-Object Success).Count) { throw 'The sandbox did not deliver what the results say.' }
Stop-KirimySandbox
