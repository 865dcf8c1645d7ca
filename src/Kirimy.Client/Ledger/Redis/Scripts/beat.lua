beat()
return { 'ok' }
