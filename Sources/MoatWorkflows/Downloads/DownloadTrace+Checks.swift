import MoatModel
import MoatShell

/// Checks of hashes and signatures, and what they are of.
extension DownloadTrace {
  /// Programs whose words, or whose input, are compared with something.
  private static let comparers: Set<String> = [
    "[", "[[", "test", "grep", "egrep", "fgrep", "diff", "cmp", "expr", "case",
  ]

  mutating func noteComparison(_ site: ScriptCommand) {
    let command = site.command
    let step = site.part.index
    guard let name = command.name else { return }
    let isPowerShell = command.dialect == .powershell && name.hasPrefix("-")
    guard isPowerShell || Self.comparers.contains(name) || command.words.first?.known == "[[" else {
      return
    }
    var texts = command.words.map(\.text)
    texts += command.redirects.map(\.target)
    for id in texts.flatMap(\.outputs) {
      compared.insert(OutputID(step: step, pipeline: id))
    }
    if command.pipeline.index > 0 {
      compared.insert(OutputID(step: step, pipeline: command.pipeline.id))
    }
  }

  mutating func takeCheck(_ site: ScriptCommand) {
    guard let check = CheckCommand(site.command) else { return }
    switch check.kind {
    case .printedHash:
      let step = site.part.index
      let place = site.command.pipeline
      let isCompared = [place.id, place.outer].compactMap { $0 }.contains {
        compared.contains(OutputID(step: step, pipeline: $0))
      }
      guard isCompared else { return takeList(check, site) }
      mark(check.files, site, .sound)
    case .signature:
      // A signature may come from where the file is; it is the key that must not, and where that
      // is from is rarely to be seen.
      mark(check.files, site, .sound)
    case .hash: takeHash(check, site)
    }
  }

  /// `sha256sum file > list`, whose list another command compares.
  private mutating func takeList(_ check: CheckCommand, _ site: ScriptCommand) {
    let isWritten = site.command.redirects.contains { $0.kind == .output }
    guard isWritten else { return }
    if comparesFiles { mark(check.files, site, .sound) }
  }

  /// `sha256sum -c`, whose list is a file, a here-string or comes through a pipe.
  private mutating func takeHash(_ check: CheckCommand, _ site: ScriptCommand) {
    if let list = check.list {
      mark(fileNamed(inList: list, site), site, quality(of: list, site))
      return
    }
    var texts = check.expected.map { [$0] } ?? []
    let place = site.command.pipeline
    var sources: [ShellCommand] = []
    if place.index > 0 {
      sources = site.part.script.commands(inPipeline: place.id).filter {
        $0.pipeline.id == place.id && $0.pipeline.index < place.index
      }
      texts += sources.filter { $0.name == "echo" || $0.name == "printf" }
        .flatMap { $0.arguments.map(\.text) }
      texts += sources.flatMap(\.redirects).filter { $0.kind == .text }.map(\.target)
    }
    // A hash that was fetched a moment ago.
    let fetched =
      sources
      + texts.flatMap(\.outputs).flatMap {
        site.part.script.commands(inPipeline: $0)
      }
    let origins = fetched.compactMap { DownloadCommand($0) }.flatMap(\.items).compactMap(\.url)
      .map(DownloadPlace.init)
    // `cat file.sha256 | sha256sum -c`
    let lists = fetched.filter { $0.name == "cat" || $0.name == "grep" }
      .flatMap { $0.arguments.suffix(1).map(\.text) }
    var quality = Check.sound
    if !origins.isEmpty { quality = self.quality(ofOrigins: origins) }
    for list in lists where self.quality(of: list, site) == .sameOrigin { quality = .sameOrigin }
    let keys = texts.compactMap { FileKey($0, in: site.part)?.text }
    markAll(quality, site) { download in
      guard !keys.isEmpty, !download.keys.isEmpty else { return true }
      return keys.contains { key in
        download.keys.contains { !$0.name.isEmpty && key.mentions($0.name) }
      }
        // A format like `%s  %s` has the name in a word of its own, a list may have it from afar.
        || keys.allSatisfy { !$0.contains(".") && !$0.contains("/") }
    }
  }

  /// What a list of hashes is for, by its own name: `tool.tgz.sha256` for `tool.tgz`. Empty if the
  /// name does not say.
  private func fileNamed(inList list: ShellText, _ site: ScriptCommand) -> [ShellText] {
    for suffix in [".sha256", ".sha512", ".sha256sum", ".sha512sum", ".b2", ".sha1", ".md5"]
    where list.knownSuffix.hasSuffix(suffix) {
      var parts = list.parts
      parts[parts.count - 1] = .literal(String(list.knownSuffix.dropLast(suffix.count)))
      let text = ShellText(parts: parts)
      guard let key = FileKey(text, in: site.part),
        downloads.contains(where: { $0.keys.contains { $0.isMeant(by: key) } })
      else { continue }
      return [text]
    }
    return []
  }

  /// Whether a file with hashes was itself downloaded, and from the same place.
  private func quality(of list: ShellText, _ site: ScriptCommand) -> Check {
    guard let key = FileKey(list, in: site.part),
      let source = downloads.last(where: { $0.keys.contains { $0.isMeant(by: key) } })
    else { return .sound }
    guard let place = source.place else { return .sameOrigin }
    return quality(ofOrigins: [place])
  }

  private func quality(ofOrigins origins: [DownloadPlace]) -> Check {
    let files = downloads.filter { $0.check == nil }.compactMap { $0.place?.origin }
    let isSame = origins.contains { origin in
      guard let place = origin.origin, !origin.isPinned else { return false }
      return files.contains(place)
    }
    return isSame ? .sameOrigin : .sound
  }

  private mutating func mark(_ files: [ShellText], _ site: ScriptCommand, _ check: Check) {
    let keys = files.compactMap { FileKey($0, in: site.part) }
    markAll(check, site) { download in
      guard !keys.isEmpty else { return true }
      return download.keys.contains { mine in keys.contains { mine.isMeant(by: $0) } }
    }
  }

  private mutating func markAll(
    _ check: Check, _ site: ScriptCommand, where fits: (Download) -> Bool
  ) {
    for index in downloads.indices where downloads[index].use == nil && fits(downloads[index]) {
      if case .sound? = downloads[index].check { continue }
      downloads[index].check = check
    }
  }
}
