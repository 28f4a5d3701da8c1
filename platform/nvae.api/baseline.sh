#!/usr/bin/env bash
# Makes the SPI as it is now the one that later builds are compared with. Run it when a version of the SPI is released:
#   mvn -q -pl platform/nvae.api package -DskipTests -Dbnd.baseline.skip && platform/nvae.api/baseline.sh
set -euo pipefail
cd "$(dirname "$0")"
version=1.0.0
to=baseline/nvae/baseline/nvae.api/$version
rm -rf baseline && mkdir -p "$to"
cp target/nvae.api-*.jar "$to/nvae.api-$version.jar"
cat > "$to/nvae.api-$version.pom" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>nvae.baseline</groupId>
  <artifactId>nvae.api</artifactId>
  <version>$version</version>
</project>
POM
