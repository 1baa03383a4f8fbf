# What a messenger shows of a link to a draw: tags and a picture. Plain text.

preview-state = { $state ->
    [open] On sale · { $percent } % sold
    [closing] Sealing the list of tickets
    [closed] Waiting for beacon round { $round }
    [cancelling] Being refunded
    [cancelled] Cancelled, refunded
   *[other] Drawn
}
preview-halted = Held until people have checked it
preview-winners = { $count ->
    [one] Winning ticket
   *[other] Winning tickets
}
preview-more = +{ $count } more
preview-close = Close record { $hash }…
preview-verify = Anyone can verify this draw
preview-verify-at = Verify it yourself: { $address }
