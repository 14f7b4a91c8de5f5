import MoatShell
import Testing

@Suite struct `Reading PowerShell` {
  @Test(
    arguments: [
      "cargo publish", "& cargo publish", "& \"cargo\" 'publish'", "cargo `\n  publish",
      "cargo publish # now", "<# no #> cargo publish", "cargo publish; exit",
      "cargo publish | Out-Null",
      "if ($true) { cargo publish }", "if (-not (Test-Path x)) { y } else { cargo publish }",
      "foreach ($x in 1..3) { cargo publish }", "try { cargo publish } catch { throw }",
      "$x = cargo publish", "$x = 'publish'; cargo $x", "$env:X = 'publish'\ncargo $env:X",
      "$x = \"pub\" + 'lish'; cargo $x", "cargo \"$('publish')\"", "cargo ('publish')",
      "function f { cargo publish }", "1..3 | ForEach-Object { cargo publish }",
      "Write-Host \"$(cargo publish)\"", "cargo publish 2>&1 | Tee-Object log",
      "cmd /c cargo publish",
      "bash -c 'cargo publish'", "iex 'cargo publish'", "while ($true) { cargo publish }",
      "$x = @'\ncargo\n'@\ncargo publish", "Write-Host \"unclosed\ncargo publish",
      "param($a)\ncargo publish", "do { cargo publish } until ($x)", "test && cargo publish",
      "C:\\tools\\cargo.exe publish", "$x = @{ a = 1 }; cargo publish", "[x]::y(1); cargo publish",
      "switch ($x) { 'a' { cargo publish } }", "sudo cargo publish",
      "cargo --% publish", "Start-Job { cargo publish }", ")\ncargo publish",
    ])
  func `finds the command in`(script: String) {
    let found = ShellScript(script, dialect: .powershell).commands.contains {
      $0.name == "cargo" && $0.words.dropFirst().first?.known == "publish"
    }
    #expect(found, "\(commands(script, .powershell))")
  }

  @Test(
    arguments: [
      "Write-Host 'cargo publish'", "# cargo publish", "<#\ncargo publish\n#>", "cargo $x",
      "$x = 'cargo publish'", "@'\ncargo publish\n'@", "cargo 'publish it'",
      "$x = 'publish'; $x = Get-Thing; cargo $x",
    ])
  func `makes up no command in`(script: String) {
    #expect(!commands(script, .powershell).contains { $0.starts(with: ["cargo", "publish"]) })
  }

  @Test(
    arguments: [
      ("c", .stops), ("c\nd", .ignored(.noErrexit)), ("c\nWrite-Host x", .stops),
      ("c\nif ($LASTEXITCODE -ne 0) { exit 1 }\nd", .decides),
      ("c\nif (-not $?) { throw }\nd", .decides), ("c || exit 1\nd", .stops),
      ("c || echo no\nd", .ignored(.orReport)), ("if (c) { d }", .decides),
      ("$PSNativeCommandUseErrorActionPreference = $true\nc\nd", .stops),
    ] as [(String, ShellOutcome)])
  func `knows what becomes of failures`(script: String, expected: ShellOutcome) {
    let script = ShellScript(
      script, dialect: .powershell, options: ShellOptions(stopsOnError: true))
    #expect(script.commands.first { $0.name == "c" }?.outcome == expected)
  }

  @Test func `follows a hash to its comparison`() throws {
    let script = ShellScript(
      """
      $hash = (Get-FileHash tool.zip -Algorithm SHA256).Hash
      if ($hash -ne $env:EXPECTED) { throw 'bad' }
      """, dialect: .powershell)
    let hash = try #require(script.commands.first { $0.name == "Get-FileHash" })
    let comparison = try #require(script.commands.first { $0.name == "-ne" })
    let ids = comparison.words.flatMap(\.text.outputs)
    #expect(ids.contains { script.commands(inPipeline: $0).map(\.range) == [hash.range] })
    #expect(comparison.outcome == .decides)
  }

  @Test func `reads downloads`() throws {
    let script = ShellScript(
      """
      Invoke-WebRequest -Uri "https://x.example/t.zip" -OutFile "t.zip"
      (New-Object Net.WebClient).DownloadFile("https://x.example/u.exe", "u.exe")
      iwr https://x.example/i.ps1 | iex
      """, dialect: .powershell)
    let downloads = script.commands.compactMap(DownloadCommand.init)
    #expect(downloads.map { $0.items[0].file?.known } == ["t.zip", "u.exe", nil])
    #expect(script.commands.last?.name == "iex")
    #expect(script.commands.last?.pipeline.index == 1)
  }
}

@Suite struct `Reading cmd` {
  @Test(
    arguments: [
      "cargo publish", "@cargo publish", "CARGO.EXE publish", "cargo ^\n publish", "cargo p^ublish",
      "\"cargo\" publish", "call cargo publish", "if exist x cargo publish",
      "if not \"%a%\"==\"b\" cargo publish", "if errorlevel 1 (\n cargo publish\n)",
      "for %%i in (a b) do cargo publish", "set X=publish\ncargo %X%",
      "set \"X=publish\" & cargo %x%", "a && cargo publish", "(cargo publish)",
      "cargo publish > log 2>&1", "echo x | cargo publish", "cmd /c cargo publish",
      "if a==b (x) else (cargo publish)", ")\ncargo publish", "rem no\ncargo publish",
      "echo \"unclosed\ncargo publish", "powershell -Command cargo publish",
    ])
  func `finds the command in`(script: String) {
    let found = ShellScript(script, dialect: .cmd).commands.contains {
      $0.name?.lowercased() == "cargo" && $0.words.dropFirst().first?.known == "publish"
    }
    #expect(found, "\(commands(script, .cmd))")
  }

  @Test(
    arguments: [
      "rem cargo publish", ":: cargo publish", "echo cargo publish", "cargo %X%",
      "set X=cargo publish",
    ])
  func `makes up no command in`(script: String) {
    #expect(!commands(script, .cmd).contains { $0.starts(with: ["cargo", "publish"]) })
  }

  @Test(
    arguments: [
      ("c", .stops), ("c\nd", .ignored(.noErrexit)), ("c || exit /b 1\nd", .stops),
      ("c && d\ne", .decides), ("c\nif errorlevel 1 exit /b 1\nd", .decides),
      ("c || echo no\nd", .ignored(.orReport)),
    ] as [(String, ShellOutcome)])
  func `knows what becomes of failures`(script: String, expected: ShellOutcome) {
    let script = ShellScript(script, dialect: .cmd)
    #expect(script.commands.first { $0.name == "c" }?.outcome == expected)
  }
}
