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
      if part.isEmpty { continue }
      let lists = Self.listsDeclarations(file)
      for mark in file.marks where !mark.isTest && !(lists && Self.isDeclaration(mark)) {
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
      let lists = Self.listsDeclarations(file)
      return file.marks.compactMap { mark in
        guard !mark.isTest, !(lists && Self.isDeclaration(mark)),
          wanted.contains(CapabilitySet(mark.capability))
        else { return nil }
        return FoundMark(path: file.path, part: part, mark: mark)
      }
    }
  }

  /// Whether anything there sends or fetches.
  func reaches(in parts: CodePart) -> Bool { !reachingOut(in: parts).isEmpty }

  // MARK: bindings

  /// More functions than a program declares to call them itself: what `libc` and its like are.
  private static let leastDeclarations = 24

  /// Whether a file only passes on what a library of the system has. Outside of a library that is
  /// nothing to pass over.
  private static func listsDeclarations(_ file: FileInspection) -> Bool {
    guard file.role == .library || file.role == .unreached else { return false }
    return file.marks.lazy.filter(isDeclaration).prefix(leastDeclarations).count
      == leastDeclarations
  }

  private static func isDeclaration(_ mark: Mark) -> Bool { mark.subject.hasPrefix("extern fn ") }

  // MARK: what several capabilities are

  /// What sends or fetches: sockets and what speaks over them, programs that do it, scripts.
  func reachingOut(in parts: CodePart) -> [FoundMark] {
    marks(.network, .downloadScript, in: parts)
      + marks(.process, in: parts).filter { $0.mark.argument.map(Downloader.isOne) ?? false }
  }
}
