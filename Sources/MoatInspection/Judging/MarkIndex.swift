/// The marks of one package by what runs them; those of tests are left out.
struct MarkIndex: Sendable {
  private let inspection: PackageInspection?
  private let held: [CodePart: CapabilitySet]

  /// - Parameter inspection: nil where nothing was seen, which answers every question with nothing.
  init(_ inspection: PackageInspection?) {
    self.inspection = inspection
    var held: [CodePart: CapabilitySet] = [:]
    for file in inspection?.files ?? [] where !file.marks.isEmpty {
      let part = CodePart(file)
      for mark in file.marks where !mark.isTest {
        held[part, default: []].formUnion(CapabilitySet(mark.capability))
      }
    }
    self.held = held
  }

  /// Whether any of the capabilities shows in any of the parts.
  func has(_ capabilities: CapabilitySet, in parts: CodePart) -> Bool {
    held.contains { parts.contains($0.key) && !$0.value.isDisjoint(with: capabilities) }
  }

  /// In the order of the files and their texts.
  func marks(_ capabilities: Capability..., in parts: CodePart) -> [FoundMark] {
    let wanted = CapabilitySet(capabilities)
    guard let inspection, has(wanted, in: parts) else { return [] }
    return inspection.files.flatMap { file -> [FoundMark] in
      let part = CodePart(file)
      guard !part.isEmpty, parts.contains(part) else { return [] }
      return file.marks.compactMap { mark in
        guard !mark.isTest, wanted.contains(CapabilitySet(mark.capability)) else { return nil }
        return FoundMark(path: file.path, part: part, mark: mark)
      }
    }
  }

  /// What sends or fetches: sockets and what speaks over them, programs that do it, scripts.
  func reachingOut(in parts: CodePart) -> [FoundMark] {
    marks(.network, .downloadScript, in: parts)
      + marks(.process, in: parts).filter { $0.mark.argument.map(Downloader.isOne) ?? false }
  }
}

/// Programs that fetch and send, by their names.
enum Downloader {
  private static let names: Set<String> = [
    "curl", "wget", "wget2", "aria2c", "fetch", "http", "https", "xh", "nc", "ncat", "netcat",
    "socat", "telnet", "ssh", "scp", "sftp", "ftp", "tftp", "rsync", "certutil", "bitsadmin",
    "mshta", "nslookup", "dig", "iwr", "lynx", "axel",
  ]

  /// Whether a program that is started is one, by the last part of its path.
  static func isOne(_ program: String) -> Bool {
    let last = program.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? program
    let word = last.split(separator: " ").first.map(String.init) ?? last
    let name = word.hasSuffix(".exe") ? String(word.dropLast(4)) : word
    return names.contains(name)
  }
}
