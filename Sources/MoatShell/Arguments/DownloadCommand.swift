/// A command that fetches files: curl, wget, PowerShell's own, `gh release download`, aria2c.
package struct DownloadCommand: Sendable {
  package struct Item: Sendable {
    /// The address; nil for `gh release download`, which has none.
    package let url: ShellText?
    /// The file it is written to; nil if it goes to standard output.
    package let file: ShellText?
  }

  package let items: [Item]
  /// Whether it sends data: a call of an API rather than a download.
  package let sends: Bool
  package let command: ShellCommand

  /// - Returns: nil for other programs, and where nothing is fetched: `curl --version`.
  package init?(_ command: ShellCommand) {
    guard let name = command.name else { return nil }
    self.command = command
    switch name.lowercased() {
    case "curl", "curl.exe":
      (items, sends) = Self.curl(command)
    case "wget", "wget2":
      (items, sends) = Self.wget(command)
    case "invoke-webrequest", "iwr", "invoke-restmethod", "irm", "start-bitstransfer":
      (items, sends) = Self.powershell(command)
    case "downloadfile", "downloadstring", "downloaddata":
      (items, sends) = Self.webClient(command)
    case "gh":
      guard command.words.dropFirst().prefix(2).map(\.known) == ["release", "download"] else {
        return nil
      }
      (items, sends) = Self.github(command)
    case "aria2c":
      (items, sends) = Self.aria2(command)
    default: return nil
    }
    if items.isEmpty { return nil }
  }

  /// Where standard output goes, if not to the log.
  private static func standardOutput(_ command: ShellCommand) -> ShellText? {
    command.redirects.last {
      ($0.kind == .output || $0.kind == .append) && ($0.descriptor ?? 1) == 1
    }?.target
  }

  private static func curl(_ command: ShellCommand) -> ([Item], Bool) {
    let arguments = ShellArguments(command.arguments, valued: curlValued)
    var urls = arguments.operands.map(\.text)
    urls += arguments.options.filter { $0.name == "--url" }.compactMap(\.value)
    let folder = arguments.value("--output-dir")
    // Each `-o` and `-O` is for the address in the same place.
    let targets = arguments.options.compactMap { option -> (file: ShellText?, isOwnName: Bool)? in
      switch option.name {
      case "-o", "--output": (option.value, false)
      case "-O", "--remote-name": (nil, true)
      default: nil
      }
    }
    let all = arguments.has("--remote-name-all")
    let items = urls.enumerated().map { index, url -> Item in
      let target = index < targets.count ? targets[index] : nil
      var file = target?.file
      if target?.isOwnName == true || target == nil && all { file = url.fileName }
      if file?.known == "-" { file = nil }
      if let name = file, let folder { file = name.inFolder(folder) }
      return Item(url: url, file: file ?? standardOutput(command))
    }
    let sends =
      arguments.has(
        "-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--json", "-F",
        "--form", "-T", "--upload-file", "-I", "--head")
      || ["POST", "PUT", "PATCH", "DELETE", "HEAD"].contains(
        arguments.value("-X", "--request")?.known ?? "")
    return (items, sends)
  }

  private static let curlValued: Set<String> = [
    "-o", "--output", "--output-dir", "-X", "--request", "-H", "--header", "-d", "--data",
    "--data-raw", "--data-binary", "--data-urlencode", "--json", "-F", "--form", "-u", "--user",
    "-A", "--user-agent", "-e", "--referer", "-b", "--cookie", "-c", "--cookie-jar", "-K",
    "--config", "-m", "--max-time", "--connect-timeout", "--retry", "--retry-delay",
    "--retry-max-time", "--proto", "--proto-redir", "--ciphers", "--cacert", "--capath", "-E",
    "--cert", "--key", "--max-redirs", "--max-filesize", "-r", "--range", "-T", "--upload-file",
    "-w", "--write-out", "-x", "--proxy", "--resolve", "--url", "-y", "-Y", "--speed-time",
    "--speed-limit", "--limit-rate", "-z", "--time-cond", "-D", "--dump-header", "--interface",
    "--tls-max", "--tls13-ciphers", "--etag-save", "--etag-compare", "-C", "--continue-at",
    "--connect-to", "--dns-servers", "--oauth2-bearer", "--stderr", "--trace", "--url-query", "-U",
    "-P", "-Q", "-t",
  ]

  private static func wget(_ command: ShellCommand) -> ([Item], Bool) {
    // `-nv` and its kin are one option each, not two.
    let words = command.arguments.filter {
      !["-nv", "-nc", "-nd", "-nH", "-np"].contains($0.known)
    }
    let arguments = ShellArguments(words, valued: wgetValued)
    let folder = arguments.value("-P", "--directory-prefix")
    let output = arguments.value("-O", "--output-document")
    let items = arguments.operands.map { word -> Item in
      var file = output ?? word.text.fileName
      if file?.known == "-" { file = standardOutput(command) }
      if let name = file, output == nil, let folder { file = name.inFolder(folder) }
      return Item(url: word.text, file: file)
    }
    return (
      items,
      arguments.has("--post-data", "--post-file", "--method", "--body-data", "--spider")
    )
  }

  private static let wgetValued: Set<String> = [
    "-O", "--output-document", "-P", "--directory-prefix", "-o", "--output-file", "-a",
    "--append-output", "-t", "--tries", "-T", "--timeout", "-w", "--wait", "-U", "--user-agent",
    "--header", "--user", "--password", "-i", "--input-file", "-A", "-R", "-D", "-l", "--level",
    "--post-data", "--post-file", "--method", "--body-data", "-Q", "--limit-rate", "-e",
    "--execute", "--ca-certificate", "--secure-protocol", "--retry-on-http-error", "--waitretry",
  ]

  private static func powershell(_ command: ShellCommand) -> ([Item], Bool) {
    let arguments = PowerShellArguments(
      command.arguments,
      valued: [
        "uri", "outfile", "method", "headers", "body", "useragent", "source", "destination",
        "timeoutsec", "maximumretrycount", "retryintervalsec", "contenttype", "proxy", "credential",
        "authentication", "token", "sessionvariable", "websession", "erroraction", "sslprotocol",
        "displayname", "description", "infile", "form",
      ])
    guard let url = arguments["uri"] ?? arguments["source"] ?? arguments.operands.first?.text else {
      return ([], false)
    }
    let isBits = command.name?.lowercased() == "start-bitstransfer"
    var file = arguments["outfile"] ?? arguments["destination"]
    if isBits, file == nil, arguments.operands.count > 1 { file = arguments.operands[1].text }
    let method = arguments["method"]?.known?.lowercased() ?? "get"
    return (
      [Item(url: url, file: file ?? standardOutput(command))],
      method != "get" || arguments["body"] != nil
    )
  }

  private static func webClient(_ command: ShellCommand) -> ([Item], Bool) {
    guard let url = command.arguments.first?.text else { return ([], false) }
    let file = command.words.count > 2 ? command.words[2].text : nil
    return ([Item(url: url, file: file)], false)
  }

  private static func github(_ command: ShellCommand) -> ([Item], Bool) {
    let arguments = ShellArguments(
      command.words.dropFirst(3),
      valued: [
        "-p", "--pattern", "-O", "--output", "-D", "--dir", "-R", "--repo", "-A", "--archive",
      ])
    let folder = arguments.value("-D", "--dir")
    if let output = arguments.value("-O", "--output") {
      let file = output.known == "-" ? standardOutput(command) : output
      return ([Item(url: nil, file: file)], false)
    }
    let patterns = arguments.options.filter { $0.name == "-p" || $0.name == "--pattern" }
      .compactMap(\.value)
    let names = patterns.isEmpty ? [ShellText("*")] : patterns
    return (names.map { Item(url: nil, file: folder.map($0.inFolder) ?? $0) }, false)
  }

  private static func aria2(_ command: ShellCommand) -> ([Item], Bool) {
    let arguments = ShellArguments(
      command.arguments,
      valued: [
        "-o", "--out", "-d", "--dir", "-x", "-s", "-j", "-k", "-m", "-t", "--header", "-i",
      ])
    let folder = arguments.value("-d", "--dir")
    let items = arguments.operands.map { word -> Item in
      let file = arguments.value("-o", "--out") ?? word.text.fileName
      return Item(url: word.text, file: folder.flatMap { folder in file?.inFolder(folder) } ?? file)
    }
    return (items, false)
  }
}

extension ShellText {
  /// The last part of an address or path, without a query: how curl and wget name a file.
  package var fileName: ShellText? {
    var tail: [Part] = []
    for part in parts.reversed() {
      if case .literal(let text) = part,
        let slash = text.utf8.lastIndex(where: {
          $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
        })
      {
        tail.insert(.literal(String(text[text.utf8.index(after: slash)...])), at: 0)
        break
      }
      tail.insert(part, at: 0)
    }
    let name = ShellText(parts: tail).untilQuery
    return name.parts.isEmpty ? nil : name
  }

  private var untilQuery: ShellText {
    var kept: [Part] = []
    for part in parts {
      if case .literal(let text) = part, let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) {
        kept.append(.literal(String(text[..<mark])))
        break
      }
      kept.append(part)
    }
    return ShellText(parts: kept)
  }

  /// The path of a file of this name in a folder.
  func inFolder(_ folder: ShellText) -> ShellText {
    var path = folder
    if !folder.knownSuffix.hasSuffix("/") { path.append(.literal("/")) }
    path.append(self)
    return path
  }
}
