import MoatDiff
import MoatRendering
import MoatRust

/// Where a crate defines names, by name alone: what a name means in its place is not resolved.
struct DefinitionIndex: Sendable {
  struct Place: Hashable, Sendable {
    let file: Int
    let isOld: Bool
    /// 1-based.
    let line: Int
    let text: String
  }

  /// More places for one line are no help.
  private static let placeLimit = 60

  private var places: [String: [Place]] = [:]
  private var files: [String: Int] = [:]

  init(_ package: ReviewPackage) {
    for (id, file) in package.files.enumerated() {
      let isOld = file.change.new == nil
      guard let bytes = file.change.new?.bytes ?? file.change.old?.bytes else { continue }
      files[file.path] = id
      guard file.path.hasSuffix(".rs"), bytes.count <= DisplayLimit.colouredBytes else { continue }
      add(RustSource(bytes: bytes), file: id, isOld: isOld)
    }
  }

  private mutating func add(_ source: RustSource, file: Int, isOld: Bool) {
    let lines = LineStarts(source.bytes)
    let tokens = source.tokens
    for index in tokens.indices where tokens[index].kind == .identifier {
      let word = source.text(of: tokens[index])
      var name = index + 1
      if word == "macro_rules" {
        name = index + 2
      } else if !Self.keywords.contains(word) {
        continue
      }
      guard tokens.indices.contains(name),
        tokens[name].kind == .identifier || tokens[name].kind == .rawIdentifier
      else { continue }
      // `mod x;` only says that there is such a file.
      if word == "mod", Self.text(name + 1, source) == ";" { continue }
      let line = lines.line(at: tokens[index].lower)
      let shown = VisibleText.text(
        of: source.bytes[lines.range(of: line)].prefix(DisplayLimit.hitContext * 2))
      places[source.text(of: tokens[name]), default: []].append(
        Place(file: file, isOld: isOld, line: line + 1, text: shown.trimmingBlanks))
    }
  }

  private static let keywords: Set<String> = [
    "fn", "struct", "enum", "trait", "type", "const", "static", "mod", "union",
  ]

  private static func text(_ index: Int, _ source: RustSource) -> String? {
    source.tokens.indices.contains(index) ? source.text(of: source.tokens[index]) : nil
  }

  /// What the names on a line may mean: the files of modules it declares, and definitions in the crate.
  ///
  /// - Parameters:
  ///   - path: of the file it is in.
  ///   - line: from 0.
  func places(of bytes: [UInt8], path: String, line: Int) -> [Place] {
    guard path.hasSuffix(".rs"), bytes.count <= DisplayLimit.colouredBytes else { return [] }
    let source = RustSource(bytes: bytes)
    let range = LineStarts(bytes).range(of: line)
    var found: [Place] = []
    var seen: Set<String> = []
    for (index, token) in source.tokens.enumerated()
    where token.lower < range.upperBound && token.upper > range.lowerBound {
      guard token.kind == .identifier || token.kind == .rawIdentifier else { continue }
      let name = source.text(of: token)
      if Self.text(index - 1, source) == "mod", Self.text(index + 1, source) == ";" {
        found += moduleFiles(name, declaredIn: path)
      } else if seen.insert(name).inserted {
        found += (places[name] ?? []).filter { place in
          place.line != line + 1 || files[path] != place.file
        }
      }
    }
    return Array(found.prefix(Self.placeLimit))
  }

  /// https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames; `#[path]` and
  /// modules within inline modules are not followed.
  private func moduleFiles(_ name: String, declaredIn path: String) -> [Place] {
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = path[..<cut]
    let stem = path[cut...].dropLast(".rs".count)
    let below = "\(folder)\(stem)/"
    return [
      "\(folder)\(name).rs", "\(folder)\(name)/mod.rs", "\(below)\(name).rs",
      "\(below)\(name)/mod.rs",
    ].compactMap { candidate in
      files[candidate].map { Place(file: $0, isOld: false, line: 1, text: candidate) }
    }
  }
}

/// Where lines begin.
struct LineStarts {
  private let starts: [Int]
  private let end: Int

  init(_ bytes: [UInt8]) {
    var starts = [0]
    for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
    self.starts = starts
    end = bytes.count
  }

  /// The line of an offset, from 0.
  func line(at offset: Int) -> Int {
    var lower = 0
    var upper = starts.count
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if starts[middle] <= offset { lower = middle } else { upper = middle }
    }
    return lower
  }

  /// The bytes of a line with its end; empty for one that is not there.
  func range(of line: Int) -> Range<Int> {
    guard starts.indices.contains(line) else { return end..<end }
    return starts[line]..<(line + 1 < starts.count ? starts[line + 1] : end)
  }
}

extension String {
  /// Without spaces and line ends around it.
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    for ending in ["\\n", "\\r"] where text.hasSuffix(ending) { text = text.dropLast(ending.count) }
    return String(text)
  }
}
