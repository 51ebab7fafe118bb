import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import procedures.models.glossary
import procedures.models.publication
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text="The last part of the page's address.", unique=True, verbose_name='address')),
                ('name', models.CharField(help_text='In full, like “DREZ lesioning”.', max_length=80, unique=True, verbose_name='name')),
                ('identity', models.CharField(choices=[('drez', 'plum, dotted strip'), ('drg', 'blue, ganglion')], max_length=8, verbose_name='look')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'procedure',
                'verbose_name_plural': 'procedures',
                'ordering': ['position', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
                ('kind', models.CharField(choices=[('article', 'procedure article'), ('comparison', 'comparison'), ('findings', 'findings'), ('glossary', 'glossary'), ('evidence', 'evidence summary'), ('page', 'page')], default='article', max_length=16, verbose_name='kind')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=8, verbose_name='language')),
                ('slug', models.SlugField(blank=True, help_text='For a page; for an evidence summary the key of its publication; for nothing else.', verbose_name='address')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('full_name', models.CharField(blank=True, help_text='The name without its short form, in small letters.', max_length=160, verbose_name='full name')),
                ('pronunciation', models.CharField(blank=True, help_text='Like “drez LEE-zhun-ing”.', max_length=80, verbose_name='say it like')),
                ('summary', models.TextField(help_text='One or two plain sentences under the title.', verbose_name='summary')),
                ('body', models.TextField(blank=True, help_text='Of every document but an article.', verbose_name='text')),
                ('translator', models.CharField(blank=True, help_text='Who translated it, by name. Shown on the page; required in every language but English.', max_length=150, verbose_name='translator')),
                ('translates_edition', models.PositiveIntegerField(blank=True, help_text='The number of the English edition that was translated.', null=True, verbose_name='translates edition')),
                ('source_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('last_author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last author')),
                ('procedure', models.ForeignKey(blank=True, help_text='For an article, and for nothing else.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='procedures.procedure', verbose_name='procedure')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['procedure', 'language'],
            },
        ),
        migrations.CreateModel(
            name='Disagreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('question', models.CharField(max_length=140, verbose_name='question')),
                ('one', models.TextField(verbose_name='one answer')),
                ('other', models.TextField(verbose_name='the opposite answer')),
                ('why', models.TextField(blank=True, verbose_name='why they may differ')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'disagreement',
                'verbose_name_plural': 'disagreements',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
                ('number', models.PositiveIntegerField(verbose_name='edition')),
                ('kind', models.CharField(choices=[('full', 'full review'), ('minor', 'minor correction'), ('renewal', 'renewal'), ('again', 'older edition signed again')], default='full', max_length=8, verbose_name='kind of review')),
                ('content', models.JSONField(verbose_name='words')),
                ('content_hash', models.CharField(max_length=64, verbose_name='hash of the words')),
                ('reviewer_name', models.CharField(max_length=150, verbose_name="reviewer's name")),
                ('reviewer_credentials', models.CharField(max_length=80, verbose_name="reviewer's credentials")),
                ('reviewer_conflicts', models.TextField(verbose_name="reviewer's conflicts of interest")),
                ('reviewed_on', models.DateField(verbose_name='reviewed on')),
                ('review_due', models.DateField(verbose_name='next review due')),
                ('what_changed', models.TextField(verbose_name='what changed')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published at')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='procedures.document', verbose_name='document')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewer')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['document', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('meaning', models.CharField(choices=[('benefit', 'a good result'), ('harm', 'a harm')], max_length=8, verbose_name='shows')),
                ('happened', models.PositiveSmallIntegerField(verbose_name='happened to')),
                ('out_of', models.PositiveSmallIntegerField(verbose_name='of')),
                ('sentence', models.TextField(help_text='Who, how many, how long they were followed, and the citation.', verbose_name='sentence')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'result in people',
                'verbose_name_plural': 'results in people',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GlanceFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('value', models.CharField(help_text='Like “5 to 7 hours”.', max_length=60, verbose_name='fact')),
                ('label', models.CharField(help_text='Like “in surgery”.', max_length=80, verbose_name='what it is about')),
                ('icon', models.CharField(choices=[('clock', 'clock'), ('bed', 'bed'), ('home', 'home'), ('oneway', 'one way: cannot be undone'), ('tryfirst', 'can be tried first'), ('device', 'device'), ('calendar', 'calendar')], max_length=12, verbose_name='drawing')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'fact at a glance',
                'verbose_name_plural': 'facts at a glance',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GlossaryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=8, verbose_name='language')),
                ('slug', models.SlugField(help_text='The last part of its address on the glossary page.', verbose_name='anchor')),
                ('term', models.CharField(max_length=80, verbose_name='word')),
                ('definition', models.CharField(max_length=300, validators=[procedures.models.glossary.at_most_thirty_words], verbose_name='meaning')),
                ('forms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='The word as articles write it, in small letters, plural too; separated by commas.', size=None, verbose_name='forms in texts')),
            ],
            options={
                'verbose_name': 'glossary term',
                'verbose_name_plural': 'glossary',
                'ordering': ['language', 'term'],
                'constraints': [models.UniqueConstraint(fields=('language', 'slug'), name='glossary_anchor_is_unique_in_its_language', violation_error_message='Another word in this language has this anchor.')],
            },
        ),
        migrations.CreateModel(
            name='GridRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('question', models.CharField(max_length=120, verbose_name='question')),
                ('drez', models.TextField(blank=True, verbose_name='DREZ lesioning')),
                ('drg', models.TextField(blank=True, verbose_name='DRG stimulation')),
                ('scs', models.TextField(blank=True, verbose_name='spinal cord stimulation')),
                ('care', models.TextField(blank=True, verbose_name='medicines and rehabilitation')),
                ('nothing', models.TextField(blank=True, verbose_name='no procedure')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'question of the comparison',
                'verbose_name_plural': 'questions of the comparison',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('drez', 'DREZ lesioning'), ('drg', 'DRG stimulation'), ('scs', 'spinal cord stimulation'), ('care', 'medicines and rehabilitation'), ('nothing', 'no procedure')], max_length=8, verbose_name='option')),
                ('name', models.CharField(help_text='In the language of the document.', max_length=60, verbose_name='name on the page')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'option',
                'verbose_name_plural': 'options',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('indication', models.CharField(max_length=100, verbose_name='kind of pain')),
                ('meaning', models.CharField(choices=[('benefit', 'a good result'), ('harm', 'a harm')], default='benefit', max_length=8, verbose_name='shows')),
                ('label', models.CharField(blank=True, help_text='What was counted, in a few words. Needed where people are counted.', max_length=44, verbose_name='label in the chart')),
                ('outcome', models.TextField(help_text='In whom, counted how, with its limits and its citations.', verbose_name='what happened')),
                ('happened', models.PositiveSmallIntegerField(blank=True, help_text='Empty when nobody counted.', null=True, verbose_name='happened to')),
                ('out_of', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='of')),
                ('people', models.PositiveIntegerField(blank=True, help_text='Empty when it was not seen.', null=True, verbose_name='people studied')),
                ('follow_up', models.CharField(blank=True, help_text='Empty when it was not seen.', max_length=60, verbose_name='followed for')),
                ('strength', models.CharField(choices=[('strong', 'strong'), ('moderate', 'moderate'), ('limited', 'limited'), ('conflicting', 'conflicting'), ('not_effective', 'not effective')], max_length=16, verbose_name='strength of the evidence')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='procedures.procedure', verbose_name='procedure')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='What authors write to cite it: Chalil2021 is cited as [@Chalil2021].', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9-]+$', 'Use letters, digits and hyphens only.')], verbose_name='key')),
                ('kind', models.CharField(choices=[('randomized_trial', 'randomized trial'), ('trial_substudy', 'further analysis of a trial'), ('systematic_review', 'systematic review'), ('literature_review', 'literature review'), ('case_series', 'case series'), ('case_report', 'case report'), ('registry_or_database', 'registry or database'), ('guideline', 'guideline'), ('regulator', "regulator's document"), ('device_label', 'device label or manual'), ('web_page', 'web page'), ('book_chapter', 'book chapter'), ('thesis', 'thesis')], max_length=24, verbose_name='kind')),
                ('title', models.CharField(blank=True, help_text='As printed. Leave it empty if you did not see it.', max_length=400, verbose_name='title')),
                ('description', models.CharField(blank=True, help_text='In our words, when the title was not seen. Patients read it in signed lists of references.', max_length=200, verbose_name='description')),
                ('authors', models.JSONField(blank=True, default=list, validators=[procedures.models.publication.is_list_of_names], verbose_name='authors')),
                ('affiliations', models.JSONField(blank=True, default=dict, validators=[procedures.models.publication.is_text_by_name], verbose_name='affiliations by author')),
                ('et_al', models.BooleanField(default=False, help_text='There are more authors than these.', verbose_name='and others')),
                ('journal', models.CharField(blank=True, max_length=200, verbose_name='journal')),
                ('publisher', models.CharField(blank=True, max_length=200, verbose_name='publisher')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1800), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='month')),
                ('day', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='day')),
                ('volume', models.CharField(blank=True, max_length=20, verbose_name='volume')),
                ('issue', models.CharField(blank=True, max_length=20, verbose_name='issue')),
                ('pages', models.CharField(blank=True, max_length=30, verbose_name='pages')),
                ('doi', models.CharField(blank=True, max_length=100, validators=[django.core.validators.RegexValidator('^10\\.\\d{4,9}/\\S+$', 'Like 10.3389/fpain.2021.749801.')], verbose_name='DOI')),
                ('pmid', models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^[1-9]\\d{0,7}$', 'One to eight digits, like 28030470.')], verbose_name='PubMed number')),
                ('pmcid', models.CharField(blank=True, max_length=12, validators=[django.core.validators.RegexValidator('^PMC\\d{1,9}$', 'Like PMC7079258.')], verbose_name='PubMed Central number')),
                ('url', models.URLField(blank=True, verbose_name='web address')),
                ('participants', models.PositiveIntegerField(blank=True, null=True, verbose_name='people in it')),
                ('follow_up', models.CharField(blank=True, help_text='Like “mean 60 months (12 to 122)”.', max_length=100, verbose_name='follow-up')),
                ('level', models.PositiveSmallIntegerField(blank=True, help_text='Oxford CEBM 2011, 1 (strongest) to 5.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='level of evidence')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='Our own, for the list of evidence; separated by commas.', size=None, verbose_name='keywords')),
                ('funding', models.CharField(blank=True, max_length=300, verbose_name='who paid for it')),
                ('conflicts_of_interest', models.CharField(blank=True, max_length=300, verbose_name="its authors' conflicts of interest")),
                ('access', models.CharField(choices=[('open', 'free to read'), ('embargoed', 'embargoed: free to read from a date on'), ('subscription', 'subscription'), ('unknown', 'not recorded')], default='unknown', max_length=12, verbose_name='access')),
                ('embargo_until', models.DateField(blank=True, help_text='Left empty, it becomes 12 months after the day of publication.', null=True, verbose_name='embargo ends on')),
                ('corrected_on', models.DateField(blank=True, null=True, verbose_name='corrected on')),
                ('correction_notice', models.URLField(blank=True, verbose_name='correction notice')),
                ('retracted_on', models.DateField(blank=True, help_text='Every page that cites it says so at once, and nothing that cites it can be signed.', null=True, verbose_name='retracted on')),
                ('retraction_notice', models.URLField(blank=True, verbose_name='retraction notice')),
                ('procedures', models.ManyToManyField(blank=True, related_name='publications', to='procedures.procedure', verbose_name='procedures it is about')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('text', models.CharField(max_length=240, verbose_name='question')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'question to ask',
                'verbose_name_plural': 'questions to ask',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('different', 'these two operations are different'), ('what_it_is', 'what it is'), ('who_it_may_help', 'who it may help'), ('who_it_may_not_suit', 'who it may not suit'), ('alternatives', 'other options, including doing nothing'), ('tests', 'tests before'), ('on_the_day', 'what happens on the day'), ('recovery', 'recovery'), ('benefits_and_risks', 'benefits and risks'), ('urgent_help', 'when to get help at once'), ('where_it_is_done', 'where it is done'), ('find_a_doctor', 'find a doctor'), ('cost', 'cost and insurance'), ('questions', 'questions to ask'), ('evidence', 'the evidence'), ('decision', 'the decision'), ('how_to_read', 'how to read the numbers'), ('not_known', 'what is not known'), ('left_out', 'what is left out, and why'), ('updates', 'how the page is kept right'), ('funding', 'who paid')], max_length=24, verbose_name='section')),
                ('heading', models.CharField(max_length=120, verbose_name='heading')),
                ('body', models.TextField(blank=True, help_text='Markdown: a blank line between paragraphs, “- ” before a list item, ### before a small heading. Cite a paper after the sentence, like [@Chalil2021].', verbose_name='text')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('sequence', models.CharField(choices=[('day', 'on the day'), ('recovery', 'recovery')], max_length=12, verbose_name='part of')),
                ('heading', models.CharField(max_length=120, verbose_name='heading')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StrengthRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('strength', models.CharField(choices=[('strong', 'strong'), ('moderate', 'moderate'), ('limited', 'limited'), ('conflicting', 'conflicting'), ('not_effective', 'not effective')], max_length=16, verbose_name='strength of the evidence')),
                ('rule', models.TextField(verbose_name='rule')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'rule for a strength of evidence',
                'verbose_name_plural': 'rules for the strengths of evidence',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField(editable=False, verbose_name='words')),
                ('content_hash', models.CharField(editable=False, max_length=64)),
                ('submitted_at', models.DateTimeField(auto_now_add=True, verbose_name='submitted at')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to='procedures.document', verbose_name='document')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by')),
            ],
            options={
                'verbose_name': 'submitted draft',
                'verbose_name_plural': 'submitted drafts',
            },
        ),
        migrations.CreateModel(
            name='UrgentSign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('urgency', models.CharField(choices=[('emergency', 'call 911'), ('same_day', 'call the same day'), ('call_office', 'call the office')], max_length=12, verbose_name='what to do')),
                ('text', models.CharField(max_length=200, verbose_name='sign')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'urgent sign',
                'verbose_name_plural': 'urgent signs',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('withdrawn_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='withdrawn at')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='procedures.edition', verbose_name='edition')),
                ('withdrawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by')),
            ],
            options={
                'verbose_name': 'withdrawal',
                'verbose_name_plural': 'withdrawals',
                'ordering': ['-withdrawn_at'],
            },
        ),
        migrations.CreateModel(
            name='Abstract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('limits', models.TextField(blank=True, help_text='Needed for a signature. Start each point with “- ”.', verbose_name='what it does not show')),
                ('introduction', models.TextField(blank=True, help_text='Why it was done.', verbose_name='introduction')),
                ('methods', models.TextField(blank=True, help_text='In whom, how many, and how.', verbose_name='methods')),
                ('results', models.TextField(blank=True, help_text='What was found, as people: “6 of 7”.', verbose_name='results')),
                ('conclusion', models.TextField(blank=True, help_text='What its authors concluded.', verbose_name='conclusion')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'structured abstract',
                'verbose_name_plural': 'structured abstract',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('document',), name='document_has_one_structured_abstract')],
            },
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('document', 'number'), name='edition_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('review_due__gt', models.F('reviewed_on')), ('review_due__lte', models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('reviewed_on'), '+', models.Func(template="interval '3 years'")), output_field=models.DateTimeField()))), name='edition_review_due_within_three_years', violation_error_message='The next review is due after this one, within three years.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewer_name', ''), _negated=True), models.Q(('reviewer_credentials', ''), _negated=True), models.Q(('reviewer_conflicts', ''), _negated=True)), name='edition_names_its_reviewer_credentials_and_conflicts'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('what_changed', ''), _negated=True), name='edition_says_what_changed'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('author', models.F('reviewer')), _negated=True), name='edition_is_not_signed_by_its_author'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('happened__lte', models.F('out_of')), ('out_of__gt', 0)), name='figure_counts_people_within_its_group', violation_error_message='It cannot have happened to more people than there were.'),
        ),
        migrations.AddConstraint(
            model_name='option',
            constraint=models.UniqueConstraint(fields=('document', 'kind'), name='comparison_has_each_option_once', violation_error_message='This comparison already has that option.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('happened__isnull', True), ('out_of__isnull', True)), models.Q(('happened__isnull', False), ('happened__lte', models.F('out_of')), ('out_of__gt', 0), ('out_of__isnull', False)), _connector='OR'), name='finding_counts_people_within_its_group', violation_error_message='Give both numbers or neither; it cannot have happened to more people than there were.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(models.F('procedure'), models.F('language'), condition=models.Q(('kind', 'article')), name='procedure_has_one_article_per_language', violation_error_message='This procedure already has an article in this language: change that one.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'article'), _negated=True), fields=('kind', 'language', 'slug'), name='site_has_one_document_of_a_kind_per_language', violation_error_message='There is already such a document in this language: change that one.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'article'), ('procedure__isnull', False)), models.Q(models.Q(('kind', 'article'), _negated=True), ('procedure__isnull', True)), _connector='OR'), name='articles_and_only_articles_have_a_procedure', violation_error_message='An article has a procedure, and no other document has one.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['page', 'evidence']), models.Q(('slug', ''), _negated=True)), models.Q(models.Q(('kind__in', ['page', 'evidence']), _negated=True), ('slug', '')), _connector='OR'), name='pages_and_summaries_of_evidence_have_an_address', violation_error_message='A page has an address, an evidence summary the key of its publication, and no other document has one.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('key'), name='publication_key_is_unique_in_small_letters', violation_error_message='Another publication has this key, in other letters.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('doi'), condition=models.Q(('doi', ''), _negated=True), name='doi_belongs_to_one_publication', violation_error_message='Another publication has this DOI.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(condition=models.Q(('pmid', ''), _negated=True), fields=('pmid',), name='pubmed_number_belongs_to_one_publication', violation_error_message='Another publication has this PubMed number.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(condition=models.Q(('pmcid', ''), _negated=True), fields=('pmcid',), name='pubmed_central_number_belongs_to_one_publication', violation_error_message='Another publication has this PubMed Central number.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('level__isnull', True), ('level__range', (1, 5)), _connector='OR'), name='publication_level_is_one_to_five', violation_error_message='The level of evidence is a number from 1 to 5.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('day__isnull', True), ('month__isnull', False), _connector='OR'), models.Q(('month__isnull', True), ('year__isnull', False), _connector='OR')), name='publication_day_has_a_month_and_a_month_has_a_year', violation_error_message='A day needs its month, and a month its year.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('access', 'embargoed'), ('embargo_until__isnull', False)), models.Q(models.Q(('access', 'embargoed'), _negated=True), ('embargo_until__isnull', True)), _connector='OR'), name='embargoed_publications_and_only_they_have_an_end_of_the_embargo', violation_error_message='An embargo has a day on which it ends, and no other access has one.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('correction_notice', ''), ('corrected_on__isnull', False), _connector='OR'), name='correction_notice_belongs_to_a_corrected_publication', violation_error_message='Say when it was corrected.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('retraction_notice', ''), ('retracted_on__isnull', False), _connector='OR'), name='retraction_notice_belongs_to_a_retracted_publication', violation_error_message='Say when it was retracted.'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('document', 'kind'), name='document_has_each_section_once', violation_error_message='This document already has that section.'),
        ),
        migrations.AddConstraint(
            model_name='strengthrule',
            constraint=models.UniqueConstraint(fields=('document', 'strength'), name='findings_have_one_rule_for_each_strength', violation_error_message='These findings already have a rule for that.'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='withdrawal_gives_a_reason'),
        ),
    ]
