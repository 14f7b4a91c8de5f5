package import MoatModel
import MoatSyntax

extension Manifest {
  /// The files that `package.build` names, as written; none where it names none, or the text is not
  /// TOML.
  package static func buildScripts(of manifest: SourceText) -> Set<String> {
    let document: TOMLDocument
    do throws(TOMLError) { document = try TOMLDocument(parsing: manifest) } catch { return [] }
    guard let build = document.root["package"]?.table?["build"] else { return [] }
    if let path = build.string { return [path] }
    guard let paths = build.array else { return [] }
    return Set(paths.compactMap(\.string))
  }
}
