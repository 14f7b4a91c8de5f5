import MoatShell

/// What becomes of the files that a sequence of scripts downloads: unpacked, installed or run, and
/// whether a check stands in between.
struct DownloadTrace {
  struct Download {
    let site: ScriptCommand
    let place: DownloadPlace?
    /// The names the file has had.
    var keys: [FileKey]
    var check: Check?
    /// Whether something is installed or run, or the path extended, after it was unpacked: it may
    /// well be a program.
    var leadsToProgram = false
    /// It was used before any check, or will never be checked.
    var use: (site: ScriptCommand, kind: FileUse.Kind)?
  }

  enum Check {
    /// Against something that does not come from the same place.
    case sound
    /// Against a hash or key that was fetched from where the file is from.
    case sameOrigin
  }

  /// Downloads that are followed in one sequence. Real jobs have a few; each is compared with every
  /// later command.
  private static let limit = 200

  private(set) var downloads: [Download] = []
  /// The pipelines whose output a test or another program compares.
  private var compared: Set<OutputID> = []
  /// Whether a command of the sequence compares files.
  private let comparesFiles: Bool

  private struct OutputID: Hashable {
    let step: Int
    let pipeline: Int
  }

  init(_ sequence: ScriptSequence) {
    let sites = sequence.commands
    comparesFiles = sites.contains { ["diff", "cmp"].contains($0.command.name ?? "") }
    for site in sites { noteComparison(site) }
    for site in sites {
      takeDownload(site)
      takeCheck(site)
      takeUse(site)
    }
  }

  // MARK: Downloads

  private mutating func takeDownload(_ site: ScriptCommand) {
    if site.command.name == "ADD" { return takeAddition(site) }
    guard downloads.count < Self.limit, let download = DownloadCommand(site.command),
      !download.sends
    else { return }
    for item in download.items {
      let place = item.url.map(DownloadPlace.init)
      if let file = item.file {
        guard let key = FileKey(file, in: site.part) else { continue }
        downloads.append(Download(site: site, place: place, keys: [key]))
      } else {
        takePiped(site, place)
      }
    }
  }

  /// A download that goes into a pipe: `curl … | tar xz`, `curl … | tee file`.
  private mutating func takePiped(_ site: ScriptCommand, _ place: DownloadPlace?) {
    let pipeline = site.command.pipeline
    guard !pipeline.isLast else { return }
    let later = site.part.script.commands(inPipeline: pipeline.id).filter {
      $0.pipeline.id == pipeline.id && $0.pipeline.index > pipeline.index
    }
    for command in later {
      let next = ScriptCommand(command: command, part: site.part)
      if let written = written(by: command), let key = FileKey(written, in: site.part) {
        downloads.append(Download(site: site, place: place, keys: [key]))
      }
      if let use = FileUse(command), use.kind == .unpack, use.files.isEmpty {
        downloads.append(Download(site: site, place: place, keys: [], use: (next, .unpack)))
        return
      }
    }
  }

  /// The file that a command at the end of a pipe writes.
  private func written(by command: ShellCommand) -> ShellText? {
    if command.name == "tee" {
      return command.arguments.first { !$0.text.knownPrefix.hasPrefix("-") }?.text
    }
    // `curl … | gunzip > tool`
    return command.redirects.last { $0.kind == .output && ($0.descriptor ?? 1) == 1 }?.target
  }

  /// `ADD https://… /file` of a Dockerfile.
  private mutating func takeAddition(_ site: ScriptCommand) {
    let arguments = ShellArguments(
      site.command.arguments, valued: [], hasClusters: false)
    guard let url = arguments.operands.first?.text,
      url.knownPrefix.lowercased().hasPrefix("http")
    else { return }
    let place = DownloadPlace(url)
    let key = url.fileName.flatMap { FileKey($0, in: site.part) }
    let isChecked = arguments.value("--checksum") != nil
    downloads.append(
      Download(
        site: site, place: place, keys: key.map { [$0] } ?? [], check: isChecked ? .sound : nil,
        use: isChecked ? nil : (site, .install)))
  }

  // MARK: Checks

  /// Programs whose words, or whose input, are compared with something.
  private static let comparers: Set<String> = [
    "[", "[[", "test", "grep", "egrep", "fgrep", "diff", "cmp", "expr", "case",
  ]

  private mutating func noteComparison(_ site: ScriptCommand) {
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

  private mutating func takeCheck(_ site: ScriptCommand) {
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
      return keys.contains { key in download.keys.contains { Self.contains(key, $0.name) } }
        // A format like `%s  %s` has the name in a word of its own, a list may have it from afar.
        || keys.allSatisfy { !$0.contains(".") && !$0.contains("/") }
    }
  }

  private static func contains(_ text: String, _ name: String) -> Bool {
    let (text, name) = (Array(text.utf8), Array(name.utf8))
    guard !name.isEmpty, text.count >= name.count else { return false }
    return (0...(text.count - name.count)).contains { start in
      text[start..<start + name.count].elementsEqual(name)
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

  // MARK: Uses

  private mutating func takeUse(_ site: ScriptCommand) {
    noteProgram(site)
    guard let use = FileUse(site.command) else { return }
    let keys = use.files.compactMap { FileKey($0, in: site.part) }
    for index in downloads.indices where downloads[index].use == nil {
      guard
        downloads[index].keys.contains(where: { mine in keys.contains { mine.isMeant(by: $0) } })
      else { continue }
      if case .move(let target) = use.kind {
        if let key = FileKey(target, in: site.part) { downloads[index].keys.append(key) }
      } else if case .sound? = downloads[index].check {
        continue
      } else {
        downloads[index].use = (site, use.kind)
      }
    }
  }

  private mutating func noteProgram(_ site: ScriptCommand) {
    let isPath = site.command.redirects.contains { redirect in
      redirect.target.parts.contains { part in
        if case .variable(let name) = part { name.hasSuffix("GITHUB_PATH") } else { false }
      }
    }
    var isProgram = isPath
    switch FileUse(site.command)?.kind {
    case .install, .run: isProgram = true
    case .unpack:
      // `tar -x -C ~/.cargo/bin`
      isProgram =
        isProgram
        || site.command.arguments.contains { word in
          word.text.parts.contains { part in
            if case .literal(let text) = part {
              text.split(separator: "/").contains("bin")
            } else {
              false
            }
          }
        }
    case .move, nil: break
    }
    guard isProgram else { return }
    for index in downloads.indices { downloads[index].leadsToProgram = true }
  }
}
