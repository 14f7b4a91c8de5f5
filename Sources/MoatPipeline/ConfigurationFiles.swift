import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry

/// The `.cargo/config.toml` files that Cargo would read for a folder, nearest first, `$CARGO_HOME`'s
/// last (https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure), with what
/// they include.
struct ConfigurationFiles {
  /// Cargo follows includes without a bound; nobody nests them deeper.
  private static let includeDepth = 8

  private(set) var layers: [ConfigurationLayer] = []
  private(set) var problems: [Workspace.UnreadMember] = []

  init(above folder: String, cargoHome: String?, reader: DocumentReader) {
    var seen: Set<String> = []
    var current: String? = folder
    while let place = current {
      // On the way up from a project in the home folder, `.cargo` may be `$CARGO_HOME`.
      let folder = PathText.join(place, ".cargo")
      read(in: folder, isUsers: folder == cargoHome, &seen, reader)
      current = PathText.parent(place)
    }
    if let cargoHome { read(in: cargoHome, isUsers: true, &seen, reader) }
  }

  var files: [CargoConfiguration] { layers.map(\.file) }

  private mutating func read(
    in folder: String, isUsers: Bool, _ seen: inout Set<String>, _ reader: DocumentReader
  ) {
    guard let path = reader.configurationPath(in: folder) else { return }
    read(path, isUsers: isUsers, depth: 0, namedIn: nil, &seen, reader)
  }

  private mutating func read(
    _ path: String, isUsers: Bool, depth: Int, namedIn: String?, _ seen: inout Set<String>,
    _ reader: DocumentReader
  ) {
    guard depth < Self.includeDepth, seen.insert(path).inserted else { return }
    let shown = reader.shown(path)
    func problem(_ reason: String) {
      problems.append(
        Workspace.UnreadMember(path: shown, reason: reason, namedIn: namedIn ?? shown, span: nil))
    }
    switch reader.configuration(at: path) {
    case .unavailable(let reason): problem(reason)
    case .known(let file):
      let folder = PathText.parent(path) ?? "/"
      layers.append(
        ConfigurationLayer(file, root: PathText.parent(folder) ?? "/", isUsers: isUsers))
      for include in file.includes {
        read(
          PathText.absolute(include.value, in: folder), isUsers: isUsers, depth: depth + 1,
          namedIn: shown, &seen, reader)
      }
    }
  }
}
