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

  var downloads: [Download] = []
  /// The pipelines whose output a test or another program compares.
  var compared: Set<OutputID> = []
  /// Whether a command of the sequence compares files.
  let comparesFiles: Bool

  struct OutputID: Hashable {
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
