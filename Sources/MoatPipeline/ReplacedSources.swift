import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry

/// Where the configuration of a workspace says that a source's packages come from instead.
struct ReplacedSources {
  private let configuration: RegistryConfiguration

  /// - Parameter files: nearest first, as ``ConfigurationFiles`` has them.
  init(_ files: [CargoConfiguration], environment: Environment) {
    configuration = RegistryConfiguration(
      layers: files.map { file in
        let path = PathText.absolute(file.source.path, in: environment.currentDirectory)
        let root = PathText.parent(PathText.parent(path) ?? "/") ?? "/"
        // Whose file it is matters to tokens, and none are asked for here.
        return ConfigurationLayer(file, root: root, isUsers: false)
      }, environment: environment)
  }

  /// nil where nothing replaces it, and where the configuration is refused, of which the rules about
  /// sources speak.
  func place(of source: PackageSource) -> RegistryPlace.Kind? {
    guard let place = try? configuration.place(of: source) else { return nil }
    return place.replacedBy.isEmpty ? nil : place.kind
  }
}
