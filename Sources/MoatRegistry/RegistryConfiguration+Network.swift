import MoatCargo
package import MoatHost
import MoatModel

extension RegistryConfiguration {
  /// How the network is reached, from the environment and the user's own files. What the project
  /// says of proxies and certificates is not heeded: it would let it answer for any server.
  package var networkSettings: NetworkSettings {
    var settings = NetworkSettings(environment)
    for layer in layers.reversed() where layer.isUsers {
      let access = layer.file.access
      if let proxy = access.proxy, environment["CARGO_HTTP_PROXY"] == nil {
        settings.httpsProxy = proxy
        settings.httpProxy = proxy
      }
      if let file = access.certificateFile, environment["CARGO_HTTP_CAINFO"] == nil {
        settings.certificateFile = PathText.absolute(file, in: layer.root)
      }
      if let timeout = access.timeout, environment["CARGO_HTTP_TIMEOUT"] == nil,
        environment["HTTP_TIMEOUT"] == nil,
        let patience = NetworkSettings.patience(seconds: String(timeout))
      {
        settings.patience = patience
      }
    }
    return settings
  }

  /// Whether the user wants no network: `net.offline`. Any file may say so, as closing the door
  /// harms nobody.
  package var isOffline: Bool {
    environment["CARGO_NET_OFFLINE"] == "true" || layers.contains(where: \.file.access.isOffline)
  }
}
