//! What people call kinds elsewhere, for suggestions: other words for them, and products that are an instance of one.

use super::Kind;

/// What people call things elsewhere, and the kind that is meant.
pub const SYNONYMS: &[(&str, Kind)] = &[
    ("actor", Kind::Person),
    ("backend", Kind::Service),
    ("balancer", Kind::Gateway),
    ("batch", Kind::Job),
    ("bff", Kind::Gateway),
    ("blob", Kind::Storage),
    ("broker", Kind::Queue),
    ("bucket", Kind::Storage),
    ("bus", Kind::Topic),
    ("client", Kind::App),
    ("cluster", Kind::Group),
    ("consumer", Kind::Worker),
    ("container", Kind::Component),
    ("cron", Kind::Job),
    ("cronjob", Kind::Job),
    ("daemon", Kind::Worker),
    ("datastore", Kind::Database),
    ("db", Kind::Database),
    ("domain", Kind::Boundary),
    ("event-bus", Kind::Topic),
    ("eventbus", Kind::Topic),
    ("frontend", Kind::App),
    ("index", Kind::Search),
    ("ingress", Kind::Gateway),
    ("lambda", Kind::Function),
    ("lb", Kind::Gateway),
    ("lib", Kind::Library),
    ("load-balancer", Kind::Gateway),
    ("loadbalancer", Kind::Gateway),
    ("message-queue", Kind::Queue),
    ("microservice", Kind::Service),
    ("mobile", Kind::App),
    ("module", Kind::Component),
    ("mq", Kind::Queue),
    ("network", Kind::Zone),
    ("node", Kind::Component),
    ("object-storage", Kind::Storage),
    ("package", Kind::Group),
    ("participant", Kind::Component),
    ("proxy", Kind::Gateway),
    ("rdbms", Kind::Database),
    ("region", Kind::Zone),
    ("reverse-proxy", Kind::Gateway),
    ("saas", Kind::External),
    ("scheduler", Kind::Job),
    ("server", Kind::Service),
    ("softwaresystem", Kind::System),
    ("spa", Kind::App),
    ("store", Kind::Database),
    ("stream", Kind::Topic),
    ("subgraph", Kind::Group),
    ("subsystem", Kind::Boundary),
    ("third-party", Kind::External),
    ("user", Kind::Person),
    ("vpc", Kind::Zone),
    ("webapp", Kind::App),
    ("website", Kind::App),
];

/// Products that people name in place of a kind, the kinds that they are used as, the likeliest first, and how they are written as a
/// technology.
pub const PRODUCTS: &[(&str, &[Kind], &str)] = &[
    ("activemq", &[Kind::Queue], "ActiveMQ"),
    ("akamai", &[Kind::Cdn], "Akamai"),
    ("alb", &[Kind::Gateway], "ALB"),
    ("algolia", &[Kind::Search], "Algolia"),
    ("aurora", &[Kind::Database], "Aurora"),
    ("bigquery", &[Kind::Database], "BigQuery"),
    ("cassandra", &[Kind::Database], "Cassandra"),
    ("clickhouse", &[Kind::Database], "ClickHouse"),
    ("cloudflare", &[Kind::Cdn], "Cloudflare"),
    ("cloudfront", &[Kind::Cdn], "CloudFront"),
    ("cockroachdb", &[Kind::Database], "CockroachDB"),
    ("cosmosdb", &[Kind::Database], "CosmosDB"),
    ("couchbase", &[Kind::Database], "Couchbase"),
    ("dynamo", &[Kind::Database], "DynamoDB"),
    ("dynamodb", &[Kind::Database], "DynamoDB"),
    ("elasticsearch", &[Kind::Search], "Elasticsearch"),
    ("elb", &[Kind::Gateway], "ELB"),
    ("envoy", &[Kind::Gateway], "Envoy"),
    ("eventbridge", &[Kind::Topic], "EventBridge"),
    ("fastly", &[Kind::Cdn], "Fastly"),
    ("firestore", &[Kind::Database], "Firestore"),
    ("gcs", &[Kind::Storage], "GCS"),
    ("haproxy", &[Kind::Gateway], "HAProxy"),
    ("kafka", &[Kind::Topic, Kind::Queue], "Kafka"),
    ("kinesis", &[Kind::Topic, Kind::Queue], "Kinesis"),
    ("kong", &[Kind::Gateway], "Kong"),
    ("mariadb", &[Kind::Database], "MariaDB"),
    ("memcached", &[Kind::Cache], "Memcached"),
    ("minio", &[Kind::Storage], "MinIO"),
    ("mongo", &[Kind::Database], "MongoDB"),
    ("mongodb", &[Kind::Database], "MongoDB"),
    ("mqtt", &[Kind::Topic], "MQTT"),
    ("mssql", &[Kind::Database], "SQL Server"),
    ("mysql", &[Kind::Database], "MySQL"),
    ("nats", &[Kind::Topic, Kind::Queue], "NATS"),
    ("neo4j", &[Kind::Database], "Neo4j"),
    ("nginx", &[Kind::Gateway], "nginx"),
    ("opensearch", &[Kind::Search], "OpenSearch"),
    ("oracle", &[Kind::Database], "Oracle"),
    ("postgres", &[Kind::Database], "PostgreSQL"),
    ("postgresql", &[Kind::Database], "PostgreSQL"),
    ("pubsub", &[Kind::Topic, Kind::Queue], "Pub/Sub"),
    ("pulsar", &[Kind::Topic, Kind::Queue], "Pulsar"),
    ("rabbitmq", &[Kind::Queue, Kind::Topic], "RabbitMQ"),
    ("redis", &[Kind::Cache, Kind::Database], "Redis"),
    ("s3", &[Kind::Storage], "S3"),
    ("servicebus", &[Kind::Queue, Kind::Topic], "Service Bus"),
    ("snowflake", &[Kind::Database], "Snowflake"),
    ("sns", &[Kind::Topic], "SNS"),
    ("solr", &[Kind::Search], "Solr"),
    ("sqlite", &[Kind::Database], "SQLite"),
    ("sqlserver", &[Kind::Database], "SQL Server"),
    ("sqs", &[Kind::Queue], "SQS"),
    ("traefik", &[Kind::Gateway], "Traefik"),
    ("valkey", &[Kind::Cache], "Valkey"),
    ("varnish", &[Kind::Cache], "Varnish"),
];

/// The kind that `word` is another word for.
pub fn synonym(word: &str) -> Option<Kind> {
    let word = plain(word);
    SYNONYMS.iter().find(|(other, _)| *other == word).map(|&(_, kind)| kind)
}

/// The kinds that the product `word` is used as, and how it is written.
pub fn product(word: &str) -> Option<(&'static [Kind], &'static str)> {
    let word = plain(word);
    PRODUCTS.iter().find(|(other, ..)| *other == word).map(|&(_, kinds, name)| (kinds, name))
}

/// As the tables have it.
fn plain(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_name_no_word_twice() {
        assert!(SYNONYMS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(PRODUCTS.is_sorted_by(|a, b| a.0 < b.0));
        for word in SYNONYMS.iter().map(|row| row.0).chain(PRODUCTS.iter().map(|row| row.0)) {
            assert!(Kind::from_word(word).is_none(), "{word}");
            assert_ne!(synonym(word).is_some(), product(word).is_some(), "{word}");
        }
    }
}
